package web

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// Text stands out from what it stands on by at least 4.5 to 1 (WCAG 2.2 AA),
// marks of controls by 3 to 1, in the light and in the dark.
func TestContrast(t *testing.T) {
	b, err := assets.ReadFile("assets/style.css")
	if err != nil {
		t.Fatal(err)
	}
	roots := regexp.MustCompile(`(?s):root \{(.*?)\}`).FindAllStringSubmatch(string(b), -1)
	if len(roots) != 2 {
		t.Fatalf("%d sets of colours, want light and dark", len(roots))
	}
	for i, name := range []string{"light", "dark"} {
		colours := map[string]string{}
		for _, m := range regexp.MustCompile(`--([a-z-]+): (#[0-9a-f]{3,6})`).FindAllStringSubmatch(roots[i][1], -1) {
			colours[m[1]] = m[2]
		}
		check := func(on string, least float64, fronts ...string) {
			for _, front := range fronts {
				if colours[front] == "" || colours[on] == "" {
					t.Fatalf("%s: no colour %s or %s", name, front, on)
				}
				if c := contrast(colours[front], colours[on]); c < least {
					t.Errorf("%s: %s on %s is %.2f to 1, wanted %.1f", name, front, on, c, least)
				}
			}
		}
		for _, paper := range []string{"paper", "card", "note"} {
			check(paper, 4.5, "ink", "quiet", "link")
			check(paper, 3, "accent", "focus")
		}
		check("mark", 4.5, "mark-ink")
		check("accent", 4.5, "on-accent")
		for _, kind := range []string{"person", "organisation", "state", "region", "date"} {
			check(kind+"-bg", 4.5, "ink")
			check(kind+"-bg", 3, kind)
			check("paper", 3, kind)
		}
	}
}

func contrast(a, b string) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + .05) / (min(x, y) + .05)
}

func luminance(hex string) float64 {
	hex = strings.TrimPrefix(hex, "#")
	if len(hex) == 3 {
		hex = string([]byte{hex[0], hex[0], hex[1], hex[1], hex[2], hex[2]})
	}
	sum := 0.0
	for i, weight := range []float64{.2126, .7152, .0722} {
		n, _ := strconv.ParseUint(hex[2*i:2*i+2], 16, 8)
		c := float64(n) / 255
		if c <= .04045 {
			c /= 12.92
		} else {
			c = math.Pow((c+.055)/1.055, 2.4)
		}
		sum += weight * c
	}
	return sum
}
