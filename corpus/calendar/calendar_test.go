package calendar

import (
	"testing"
	"time"
)

func TestDay(t *testing.T) {
	for _, c := range []struct {
		calendar         *Calendar
		year, month, day int
		want             string // empty: no such day
	}{
		// Proclaimed new years of Iran.
		{Persian, 1357, 1, 1, "1978-03-21"},
		{Persian, 1375, 1, 1, "1996-03-20"},
		{Persian, 1395, 1, 1, "2016-03-20"},
		{Persian, 1396, 1, 1, "2017-03-21"},
		{Persian, 1399, 1, 1, "2020-03-20"},
		{Persian, 1400, 1, 1, "2021-03-21"},
		{Persian, 1403, 12, 30, "2025-03-20"},
		{Persian, 1404, 12, 30, ""},
		{Persian, 1398, 3, 9, "2019-05-30"},
		{Persian, 1357, 11, 22, "1979-02-11"},
		{Persian, 1398, 7, 31, ""},
		{Persian, 1398, 13, 1, ""},
		// Days of the tabular calendar.
		{Islamic, 1, 1, 1, "0622-07-19"},
		{Islamic, 1400, 1, 1, "1979-11-21"},
		{Islamic, 1440, 1, 1, "2018-09-12"},
		{Islamic, 1440, 9, 1, "2019-05-06"},
		{Islamic, 1445, 12, 30, "2024-07-07"},
		{Islamic, 1446, 12, 30, ""},
		{Islamic, 1440, 0, 1, ""},
	} {
		got, ok := c.calendar.Day(c.year, c.month, c.day)
		if s := got.Format(time.DateOnly); ok != (c.want != "") || ok && s != c.want {
			t.Errorf("%s %d-%d-%d = %s, %v, want %q", c.calendar.Name, c.year, c.month, c.day, s, ok, c.want)
		}
	}
}

// TestOf goes through every day of two centuries and back.
func TestOf(t *testing.T) {
	for _, c := range []*Calendar{Persian, Islamic} {
		y0, m0, d0 := c.Of(time.Date(1899, 12, 31, 0, 0, 0, 0, time.UTC))
		for day := time.Date(1900, 1, 1, 0, 0, 0, 0, time.UTC); day.Year() < 2094; day = day.AddDate(0, 0, 1) {
			y, m, d := c.Of(day)
			if got, ok := c.Day(y, m, d); !ok || !got.Equal(day) {
				t.Fatalf("%s: %s is %d-%d-%d, and that is %s", c.Name, day.Format(time.DateOnly), y, m, d, got.Format(time.DateOnly))
			}
			if next := y == y0 && m == m0 && d == d0+1 || d == 1 && (y == y0 && m == m0+1 || y == y0+1 && m == 1); !next {
				t.Fatalf("%s: %d-%d-%d stands after %d-%d-%d", c.Name, y, m, d, y0, m0, d0)
			}
			y0, m0, d0 = y, m, d
		}
	}
}

func TestSpans(t *testing.T) {
	from, to := Persian.Month(1398, 12)
	if from.Format(time.DateOnly) != "2020-02-20" || to.Format(time.DateOnly) != "2020-03-19" {
		t.Errorf("Esfand 1398 is %s to %s", from, to)
	}
	from, to = Islamic.Year(1440)
	if from.Format(time.DateOnly) != "2018-09-12" || to.Format(time.DateOnly) != "2019-08-31" {
		t.Errorf("1440 AH is %s to %s", from, to)
	}
	if Named("islamic") != Islamic || Named("hebrew") != nil {
		t.Error("Named gives the calendars by their names")
	}
}
