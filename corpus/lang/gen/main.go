// Command gen derives the generated lists of the language packs
// (corpus/lang/<code>/*.gen.tsv) and corpus/gazetteer/states.tsv from CLDR.
//
//	go run ./corpus/lang/gen -cldr DIR -iso DIR
//
// DIR of -cldr holds the unpacked npm packages cldr-localenames-full,
// cldr-dates-full as folders of these names (licence Unicode-3.0); DIR of
// -iso the JSON files of Debian's iso-codes (LGPL-2.1; codes and English
// names only are taken). Lists of given names and surnames come from names.py
// beside this file. Papers of all generated files stand in papers.tsv.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"communique/corpus/lang"
)

// cldrName gives the CLDR locale of packs that spell it otherwise; Serbian
// data is kept in Latin letters.
var cldrName = map[string]string{"sr": "sr-Latn", "cnr": "sr-Latn-ME", "nb": "no", "bs": "bs"}

func main() {
	cldr := flag.String("cldr", "", "folder with cldr-localenames-full and cldr-dates-full")
	iso := flag.String("iso", "/usr/share/iso-codes/json", "folder with iso_3166-1.json and iso_3166-3.json")
	root := flag.String("root", ".", "the project's root")
	flag.Parse()
	codes, err := states(*iso, filepath.Join(*root, "corpus/gazetteer/states.tsv"))
	if err != nil {
		log.Fatal(err)
	}
	for _, p := range lang.All() {
		if p.Inherits != "" {
			continue // it takes the lists of its parent
		}
		if err := pack(p, *cldr, filepath.Join(*root, "corpus/lang", p.Code), codes); err != nil {
			log.Printf("%s: %v", p.Code, err)
		}
	}
}

// formerUntil lists what ISO 3166-3 knows and texts still name.
func states(iso, out string) (map[string]bool, error) {
	var one struct {
		Rows []struct {
			Alpha2 string `json:"alpha_2"`
			Alpha3 string `json:"alpha_3"`
			Name   string `json:"name"`
			Common string `json:"common_name"`
		} `json:"3166-1"`
	}
	if err := readJSON(filepath.Join(iso, "iso_3166-1.json"), &one); err != nil {
		return nil, err
	}
	var three struct {
		Rows []struct {
			Alpha4    string `json:"alpha_4"`
			Name      string `json:"name"`
			Withdrawn string `json:"withdrawal_date"`
		} `json:"3166-3"`
	}
	if err := readJSON(filepath.Join(iso, "iso_3166-3.json"), &three); err != nil {
		return nil, err
	}
	codes := map[string]bool{"XK": true}
	lines := []string{"state:XK\tXKX\tKosovo\t"}
	for _, r := range one.Rows {
		name := r.Name
		if r.Common != "" {
			name = r.Common
		}
		codes[r.Alpha2] = true
		lines = append(lines, fmt.Sprintf("state:%s\t%s\t%s\t", r.Alpha2, r.Alpha3, name))
	}
	for _, r := range three.Rows {
		lines = append(lines, fmt.Sprintf("state:%s\t\t%s\t%s", r.Alpha4, r.Name, r.Withdrawn))
	}
	return codes, write(out, lines)
}

func pack(p *lang.Pack, cldr, dir string, codes map[string]bool) error {
	locale := p.Code
	if l, ok := cldrName[p.Code]; ok {
		locale = l
	}
	var names struct {
		Main map[string]struct {
			Names struct {
				Territories map[string]string `json:"territories"`
			} `json:"localeDisplayNames"`
		} `json:"main"`
	}
	if err := readJSON(filepath.Join(cldr, "cldr-localenames-full/main", locale, "territories.json"), &names); err != nil {
		return err
	}
	var lines []string
	for code, name := range names.Main[locale].Names.Territories {
		base, variant, _ := strings.Cut(code, "-alt-")
		if !codes[base] || name == code || variant == "short" && len([]rune(name)) < 4 {
			continue
		}
		// "Hong Kong SAR China", "Myanmar (Burma)": the name before the
		// bracket is what texts use.
		name, _, _ = strings.Cut(name, " (")
		name, _, _ = strings.Cut(name, "（")
		lines = append(lines, name+"\tstate:"+base+"\tname")
	}
	if err := write(filepath.Join(dir, "states.gen.tsv"), lines); err != nil {
		return err
	}
	var dates struct {
		Main map[string]struct {
			Dates struct {
				Calendars struct {
					Gregorian struct {
						Months map[string]map[string]map[string]string `json:"months"`
						Days   map[string]map[string]map[string]string `json:"days"`
					} `json:"gregorian"`
				} `json:"calendars"`
			} `json:"dates"`
		} `json:"main"`
	}
	if err := readJSON(filepath.Join(cldr, "cldr-dates-full/main", locale, "ca-gregorian.json"), &dates); err != nil {
		return err
	}
	g := dates.Main[locale].Dates.Calendars.Gregorian
	lines = nil
	for _, use := range []string{"format", "stand-alone"} {
		for _, width := range []string{"wide", "abbreviated"} {
			for n, form := range g.Months[use][width] {
				if form = dateWord(form); form != "" {
					lines = append(lines, form+"\t"+n)
				}
			}
		}
	}
	if err := write(filepath.Join(dir, "months.gen.tsv"), lines); err != nil {
		return err
	}
	lines = nil
	days := []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"}
	for _, use := range []string{"format", "stand-alone"} {
		for i, d := range days {
			if form := dateWord(g.Days[use]["wide"][d]); form != "" {
				lines = append(lines, fmt.Sprintf("%s\t%d", form, i+1))
			}
		}
	}
	if err := write(filepath.Join(dir, "weekdays.gen.tsv"), lines); err != nil {
		return err
	}
	return places(cldr, locale, dir)
}

// places takes the example cities of the time zones.
func places(cldr, locale, dir string) error {
	var zones struct {
		Main map[string]struct {
			Dates struct {
				Names struct {
					Zone json.RawMessage `json:"zone"`
				} `json:"timeZoneNames"`
			} `json:"dates"`
		} `json:"main"`
	}
	if err := readJSON(filepath.Join(cldr, "cldr-dates-full/main", locale, "timeZoneNames.json"), &zones); err != nil {
		return err
	}
	var tree map[string]any
	if err := json.Unmarshal(zones.Main[locale].Dates.Names.Zone, &tree); err != nil {
		return err
	}
	var lines []string
	var walk func(key string, v any)
	walk = func(key string, v any) {
		m, ok := v.(map[string]any)
		if !ok {
			return
		}
		for k, x := range m {
			if s, ok := x.(string); ok && k == "exemplarCity" && key != "Unknown" && !strings.HasPrefix(key, "Troll") {
				s, _, _ = strings.Cut(s, " (")
				s, _, _ = strings.Cut(s, ", ")
				if first := []rune(s)[0]; !unicode.IsLower(first) && len([]rune(s)) > 1 {
					lines = append(lines, s)
				}
			} else {
				walk(k, x)
			}
		}
	}
	walk("", tree)
	return write(filepath.Join(dir, "places.gen.tsv"), lines)
}

// dateWord is a month or day name that is a word: lower case, no dot; empty
// for numbers and for names of one letter.
func dateWord(s string) string {
	s = strings.ToLower(strings.TrimRight(strings.TrimSpace(s), "."))
	if i := strings.IndexAny(s, " ’'"); i > 0 && i <= 2 {
		return "" // "de març", "d’abril": a month with its preposition
	}
	letters := 0
	for _, r := range s {
		if unicode.IsDigit(r) && !strings.ContainsAny(s, "月월") {
			return ""
		}
		letters++
	}
	if letters < 2 {
		return ""
	}
	return s
}

func readJSON(file string, v any) error {
	b, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	return json.Unmarshal(b, v)
}

// write keeps the form of every data file: NFC, sorted bytes, no twins.
func write(file string, lines []string) error {
	for i := range lines {
		lines[i] = norm.NFC.String(lines[i])
	}
	slices.Sort(lines)
	lines = slices.Compact(lines)
	var b strings.Builder
	for _, l := range lines {
		b.WriteString(l + "\n")
	}
	if len(lines) == 0 {
		return nil
	}
	return os.WriteFile(file, []byte(b.String()), 0o644)
}
