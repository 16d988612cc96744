package corpus

import (
	"strings"
	"testing"
)

func TestDayRange(t *testing.T) {
	for _, c := range []struct{ edtf, from, to string }{ // no from: names no days
		{"2019-05-30", "2019-05-30", "2019-05-30"},
		{"2019-05-30T10:00:00Z", "2019-05-30", "2019-05-30"},
		{"2016-02", "2016-02-01", "2016-02-29"},
		{"2019-12", "2019-12-01", "2019-12-31"},
		{"2019", "2019-01-01", "2019-12-31"},
		{"1961", "1961-01-01", "1961-12-31"},
		{"199X", "1990-01-01", "1999-12-31"},
		{"19XX", "1900-01-01", "1999-12-31"},
		{"2019-05-XX", "2019-05-01", "2019-05-31"},
		{"2019-XX-XX", "2019-01-01", "2019-12-31"},
		{"2019-21", "2019-03-01", "2019-05-31"},
		{"2019-24", "2019-12-01", "2020-02-29"},
		{"2019-36", "2019-10-01", "2019-12-31"},
		{"2019-05-20/2019-05-22", "2019-05-20", "2019-05-22"},
		{"2019/2020-03", "2019-01-01", "2020-03-31"},
		{"2019-05-20/..", "2019-05-20", "2019-05-20"},
		{"../2019-05", "2019-05-01", "2019-05-31"},
		{"2019~", "2019-01-01", "2019-12-31"},
		{"2019-05-30?", "2019-05-30", "2019-05-30"},
		{"2019-05~/2019-06%", "2019-05-01", "2019-06-30"},
		{"2018-09-12~/2019-08-31~", "2018-09-12", "2019-08-31"},
		{"2024-02-10~", "2024-02-10", "2024-02-10"},
		{"2015?", "2015-01-01", "2015-12-31"},
		{"2021-33", "2021-01-01", "2021-03-31"},
		{"2021-41", "2021-07-01", "2021-12-31"},
		{edtf: "XXXX-10-06"}, {edtf: "199X-05"}, {edtf: "19X5"}, {edtf: "2XXX"}, {edtf: "2019-XX-30"}, {edtf: "2019-02-30"},
		{edtf: "2019-13"}, {edtf: "2019-06/2019-05"}, {edtf: "../.."}, {edtf: ""}, {edtf: "yesterday"}, {edtf: "-2019"}, {edtf: "0000"},
		{edtf: "2019-05-30-01"}, {edtf: "+019"}, {edtf: "2019-5"}, {edtf: "2019-+5"},
	} {
		from, to, ok := DayRange(c.edtf)
		if ok != (c.from != "") {
			t.Errorf("DayRange(%q) ok = %v", c.edtf, ok)
			continue
		}
		if ok && (DateOfDay(from) != Date(c.from) || DateOfDay(to) != Date(c.to)) {
			t.Errorf("DayRange(%q) = %s to %s, want %s to %s", c.edtf, DateOfDay(from), DateOfDay(to), c.from, c.to)
		}
	}
}

// FuzzDayRange demands that what names days ends no earlier than it begins,
// that the doubt about a date moves no day, and that a day is itself.
func FuzzDayRange(f *testing.F) {
	for _, s := range []string{"2019-05-30", "199X", "2019-24", "2019-05-20/..", "../2019-05", "2018-09-12~/2019-08-31~", "XXXX-10-06", "2019-13", "-2019", "9999-12-31"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		from, to, ok := DayRange(s)
		if !ok {
			return
		}
		if from > to {
			t.Fatalf("%q begins on %s and ends on %s", s, DateOfDay(from), DateOfDay(to))
		}
		plain := strings.Map(func(r rune) rune {
			if strings.ContainsRune("~?%", r) {
				return -1
			}
			return r
		}, s)
		if f2, t2, ok := DayRange(plain); !ok || f2 != from || t2 != to {
			t.Fatalf("%q names other days than %q", plain, s)
		}
		if day := string(DateOfDay(from)); from == to && len(day) == len("2019-05-30") {
			if f2, t2, ok := DayRange(day); !ok || f2 != from || t2 != to {
				t.Fatalf("%q is %s, and that is not itself", s, day)
			}
		}
	})
}
