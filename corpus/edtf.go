package corpus

import (
	"strconv"
	"strings"
	"time"
)

// DayRange turns a date in EDTF (ISO 8601-2) into the days it covers, both
// inclusive, counted from 1970-01-01: a day, a month, a year, a season or
// quarter, `199X`, `2019-05-XX`, intervals of these, and each with the
// qualifiers ~ ? %. ok is false for what names no span of days: a day without
// a year (XXXX-10-06), an interval open at both ends, or no EDTF at all. Of an
// interval open at one end the stated end counts.
func DayRange(edtf string) (from, to int, ok bool) {
	s := strings.TrimSpace(edtf)
	if a, b, interval := strings.Cut(s, "/"); interval {
		f1, t1, ok1 := dateRange(a)
		f2, t2, ok2 := dateRange(b)
		switch {
		case ok1 && ok2 && f1 <= t2:
			return f1, max(t1, t2), true
		case ok1 && openEnd(b):
			return f1, t1, true
		case ok2 && openEnd(a):
			return f2, t2, true
		}
		return 0, 0, false
	}
	return dateRange(s)
}

func openEnd(s string) bool { return s == "" || s == ".." }

// edtfSpans are the codes that stand in the place of a month: first month and
// number of months. Winter reaches into the next year.
var edtfSpans = map[string][2]int{
	"21": {3, 3}, "22": {6, 3}, "23": {9, 3}, "24": {12, 3}, // seasons, northern
	"25": {3, 3}, "26": {6, 3}, "27": {9, 3}, "28": {12, 3},
	"33": {1, 3}, "34": {4, 3}, "35": {7, 3}, "36": {10, 3}, // quarters
	"37": {1, 4}, "38": {5, 4}, "39": {9, 4}, // thirds
	"40": {1, 6}, "41": {7, 6}, // halves
}

func dateRange(s string) (from, to int, ok bool) {
	s = strings.Map(func(r rune) rune {
		if r == '~' || r == '?' || r == '%' {
			return -1
		}
		return r
	}, strings.TrimSpace(s))
	if i := strings.IndexByte(s, 'T'); i == 10 {
		s = s[:i]
	}
	if strings.Trim(s, "0123456789-X") != "" { // Atoi would take a sign
		return 0, 0, false
	}
	parts := strings.Split(s, "-")
	if len(parts) > 3 || len(parts[0]) != 4 {
		return 0, 0, false
	}
	first, okFirst := strconv.Atoi(strings.ReplaceAll(parts[0], "X", "0"))
	last, okLast := strconv.Atoi(strings.ReplaceAll(parts[0], "X", "9"))
	unsure := strings.Count(parts[0], "X")
	if okFirst != nil || okLast != nil || unsure > 2 || first < 1 || !strings.HasSuffix(parts[0], "XX"[:unsure]) {
		return 0, 0, false
	}
	for len(parts) > 1 && parts[len(parts)-1] == "XX" {
		parts = parts[:len(parts)-1] // 2019-05-XX is the month, 2019-XX the year
	}
	if len(parts) == 1 {
		return dayOf(first, 1, 1), dayOf(last+1, 1, 1) - 1, true
	}
	if unsure > 0 || len(parts[1]) != 2 { // 199X-05 names ten Mays, not one span
		return 0, 0, false
	}
	if span, found := edtfSpans[parts[1]]; found && len(parts) == 2 {
		return dayOf(first, span[0], 1), dayOf(first, span[0]+span[1], 1) - 1, true
	}
	month, err := strconv.Atoi(parts[1])
	if err != nil || month < 1 || month > 12 {
		return 0, 0, false
	}
	if len(parts) == 2 {
		return dayOf(first, month, 1), dayOf(first, month+1, 1) - 1, true
	}
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return 0, 0, false
	}
	day := dayOf(t.Year(), int(t.Month()), t.Day())
	return day, day, true
}

// dayOf counts from 1970-01-01; months beyond December roll over.
func dayOf(year, month, day int) int {
	s := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC).Unix()
	return int(s / 86400) // exact: midnight UTC is always a whole day
}
