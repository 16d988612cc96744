package calendar

import "time"

// Calendar gives the Gregorian days of a calendar of twelve months.
type Calendar struct {
	// Name is the calendar's identifier in Unicode CLDR.
	Name string
	// Exact says that the days are certain. Where the month begins with the
	// sighting of the moon, they may differ by a day.
	Exact bool
	// First and Last are the years that are read as years of this calendar:
	// those of which today's publishers speak.
	First, Last int

	newYear func(year int) int // Julian day number of the first day
	before  func(month int) int
}

// Persian is the Solar Hijri calendar: six months of 31 days, five of 30, the
// last of 29 or 30. Leap years follow the cycle of 33 years, which gives the
// new years that were proclaimed from 1244 to 1472 (1865 to 2094).
var Persian = &Calendar{
	Name: "persian", Exact: true, First: 1290, Last: 1460,
	newYear: func(y int) int {
		leaps := 0
		full := (y - 1) / 33
		leaps += full * 8
		for _, r := range persianLeaps {
			if r <= (y-1)%33 {
				leaps++
			}
		}
		return 1948320 + 365*(y-1) + leaps
	},
	before: func(m int) int {
		if m <= 7 {
			return 31 * (m - 1)
		}
		return 30*(m-1) + 6
	},
}

// persianLeaps are the leap years of the cycle of 33.
var persianLeaps = [...]int{1, 5, 9, 13, 17, 22, 26, 30}

// Islamic is the tabular Hijri calendar with the civil epoch (16 July 622,
// Julian) and eleven leap years in thirty: 2, 5, 7, 10, 13, 16, 18, 21, 24,
// 26, 29. The calendar in use may differ from it by a day.
var Islamic = &Calendar{
	Name: "islamic", First: 1290, Last: 1460,
	newYear: func(y int) int { return 1948440 + 354*(y-1) + (3+11*y)/30 },
	before:  func(m int) int { return (59*(m-1) + 1) / 2 },
}

// Named gives the calendar of a CLDR identifier, nil where there is none.
func Named(name string) *Calendar {
	for _, c := range []*Calendar{Persian, Islamic} {
		if c.Name == name {
			return c
		}
	}
	return nil
}

// Day gives the Gregorian day; ok is false for a day that the calendar does
// not have.
func (c *Calendar) Day(year, month, day int) (t time.Time, ok bool) {
	if year < 1 || month < 1 || month > 12 || day < 1 {
		return time.Time{}, false
	}
	first := c.month(year, month)
	next := c.newYear(year + 1)
	if month < 12 {
		next = c.month(year, month+1)
	}
	if day > next-first {
		return time.Time{}, false
	}
	return gregorian(first + day - 1), true
}

// Month gives the first and the last day of a month.
func (c *Calendar) Month(year, month int) (from, to time.Time) {
	next := c.newYear(year + 1)
	if month < 12 {
		next = c.month(year, month+1)
	}
	return gregorian(c.month(year, month)), gregorian(next - 1)
}

// Year gives the first and the last day of a year.
func (c *Calendar) Year(year int) (from, to time.Time) {
	return gregorian(c.newYear(year)), gregorian(c.newYear(year+1) - 1)
}

// Of gives the year, month and day of a Gregorian day.
func (c *Calendar) Of(t time.Time) (year, month, day int) {
	n := int(t.Unix()/86400) + unixEpoch
	year = max(1, (n-c.newYear(1))/366)
	for c.newYear(year+1) <= n {
		year++
	}
	month = 1
	for month < 12 && c.month(year, month+1) <= n {
		month++
	}
	return year, month, n - c.month(year, month) + 1
}

func (c *Calendar) month(year, month int) int { return c.newYear(year) + c.before(month) }

// unixEpoch is the Julian day number of 1970-01-01.
const unixEpoch = 2440588

func gregorian(n int) time.Time { return time.Unix(int64(n-unixEpoch)*86400, 0).UTC() }
