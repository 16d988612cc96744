package web

import (
	"strconv"

	"communique/search/engine"
)

// Sizes of the chart in its own units; the page scales it.
const (
	chartWidth  = 720.0
	chartHeight = 90.0
	// mostBars is how many months can be told apart and clicked; a longer
	// span is shown by years.
	mostBars = 160
)

// chart is the bars of the months, each a link that narrows to it.
type chart struct {
	Bars        []bar
	Width       float64
	Height      float64
	First, Last string // names of the outer bars
	Most        int
	All         string // address without the bounds; empty if there are none
}

type bar struct {
	X, Y, Width, Height float64
	Label, URL          string
	Count               int
}

// chart is nil where there is nothing to compare.
func (f frame) chart(a address, months []engine.Bucket) *chart {
	if len(months) < 2 {
		return nil
	}
	if len(months) > mostBars {
		months = years(months)
	}
	c := &chart{Width: chartWidth, Height: chartHeight}
	for _, m := range months {
		c.Most = max(c.Most, m.Count)
	}
	if c.Most == 0 {
		return nil
	}
	step := chartWidth / float64(max(len(months), 12)) // few bars stay slim
	for i, m := range months {
		height := float64(m.Count) / float64(c.Most) * chartHeight
		if m.Count > 0 {
			height = max(height, 2) // one release beside thousands is still seen
		}
		c.Bars = append(c.Bars, bar{
			X: round(float64(i) * step), Y: round(chartHeight - height), Width: round(step * .82), Height: round(height),
			Label: f.T("chart.bar", f.Date(m.Month), f.N("results", m.Count)), Count: m.Count,
			URL: a.with("from", m.Month).with("to", m.Month).String(),
		})
	}
	c.First, c.Last = f.Date(months[0].Month), f.Date(months[len(months)-1].Month)
	if len(a["from"])+len(a["to"]) > 0 {
		c.All = a.with("from").with("to").String()
	}
	return c
}

func years(months []engine.Bucket) []engine.Bucket {
	var out []engine.Bucket
	for _, m := range months {
		year := m.Month[:min(4, len(m.Month))]
		if len(out) == 0 || out[len(out)-1].Month != year {
			out = append(out, engine.Bucket{Month: year})
		}
		out[len(out)-1].Count += m.Count
	}
	return out
}

func round(x float64) float64 {
	r, _ := strconv.ParseFloat(strconv.FormatFloat(x, 'f', 2, 64), 64)
	return r
}
