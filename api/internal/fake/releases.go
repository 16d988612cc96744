package fake

import (
	"strings"

	"communique/corpus"
)

// Releases are a few in several scripts, annotated by hand.
func Releases() []corpus.Annotated {
	return []corpus.Annotated{
		release("seed-004", "ru", "TM", "Министерство иностранных дел Туркменистана", "2016-05-19",
			"В Брюсселе проведено очередное заседание Диалога по безопасности «ЕС-Центральная Азия»",
			"18 мая 2016 года в Брюсселе состоялось заседание Диалога высокого уровня.\nСо стороны Европейского Союза выступила заместитель Генерального секретаря Хельга Шмид (Schmid). Обсуждалось положение в Афганистане.",
			[]string{"regional-security", "counter-terrorism"},
			m("date", "18 мая 2016 года", "", "", "", "2016-05-18"),
			m("organisation", "Европейского Союза", "org:eu", "European Union", "", ""),
			inOffice(m("person", "Хельга Шмид", "person:helga-schmid", "Helga Schmid", "заместитель Генерального секретаря", ""), corpus.Office{Role: "deputy-secretary-general", Organisation: "org:eu"}),
			m("state", "Афганистане", "state:AF", "Afghanistan", "", "")),
		release("seed-002", "lv", "LV", "Iekšlietu ministrija", "2019-06-03",
			"Sadarbība ar starptautiskajām organizācijām",
			"Iekšlietu ministrs S. Ģirģens 2019. gada 30. maijā tikās ar Interpol un Eiropas Padomes pārstāvjiem Rīgā.\n\nMinistrija turpina sadarbību ar Eiropolu.",
			[]string{"international-cooperation"},
			inOffice(m("person", "S. Ģirģens", "person:s-girgens", "S. Ģirģens", "Iekšlietu ministrs", ""), corpus.Office{Role: "minister", Portfolio: "interior", State: "LV"}),
			m("date", "2019. gada 30. maijā", "", "", "", "2019-05-30"),
			m("organisation", "Interpol", "org:interpol", "Interpol", "", ""),
			m("organisation", "Eiropas Padomes", "org:coe", "Council of Europe", "", ""),
			m("organisation", "Eiropolu", "org:europol", "Europol", "", "")),
		release("seed-001", "en", "RO", "Ministry of Internal Affairs", "2025-10-07",
			"Minister Predoiu met his Serbian counterpart Ivica Dačić",
			"The ministers discussed migration, Interpol channels and border management.\nOn 6 October 2025 Ivica Dačić visited Bucharest.",
			[]string{"migration", "border-management"},
			m("date", "6 October 2025", "", "", "", "2025-10-06"),
			m("person", "Ivica Dačić", "person:ivica-dacic", "Ivica Dačić", "", "")),
		release("ar-1", "ar", "EG", "وزارة الداخلية", "2021-03-14",
			"وزير الداخلية يلتقي الأمين العام للإنتربول",
			"التقى وزير الداخلية اليوم في القاهرة الأمين العام لمنظمة Interpol وبحث معه سبل مكافحة الهجرة غير الشرعية.",
			[]string{"migration"}, m("organisation", "Interpol", "org:interpol", "Interpol", "", "")),
		release("he-1", "he", "IL", "משרד המשטרה", "2020-09-01", "השר נפגש עם מקבילו הרומני", "השר דן בשיתוף פעולה במאבק בפשיעה.", nil),
		release("ka-1", "ka", "GE", "შინაგან საქმეთა სამინისტრო", "2022-02-02", "მინისტრი ბუქარესტში ჩავიდა", "შეხვედრაზე საზღვრის დაცვა განიხილეს.", nil),
		release("zh-1", "zh", "CN", "公安部", "2023-11-20", "公安部部长会见国际刑警组织秘书长", "双方就打击跨国犯罪交换了意见。", []string{"police-cooperation"}),
		release("de-1", "de", "DE", "Bundesministerium des Innern", "2018-12-05", "Innenministerin eröffnet Konferenz zur Cybersicherheit", "Die Konferenz fand in Berlin statt. Interpol nahm teil.", []string{"cybersecurity"}),
	}
}

// Hostile is a release that tries to run in the reader's browser.
func Hostile() corpus.Annotated {
	const script = `"><script>alert(1)</script><img src=x onerror=alert(2)>`
	d := release("evil '\"><b>/..%2f?x=1", "en", "RO", "Ministry "+script, "2024-01-02", "Title "+script, "Text "+script+" {{.}} javascript:alert(3)\n<svg/onload=alert(4)>", nil,
		m("person", "Text", "person:\"><script>", "Name"+script, script, ""))
	d.Document.URL = "javascript:alert(document.domain)"
	d.Document.Alternates = map[string]string{"fr": "JaVaScRiPt:alert(5)", "de": "data:text/html,<script>alert(6)</script>", "it": "https://example.org/it"}
	return d
}

func release(id, language, country, ministry string, day corpus.Date, title, text string, topics []string, mentions ...corpus.Mention) corpus.Annotated {
	a := corpus.Annotated{Document: corpus.Document{
		ID: id, URL: "https://example.org/" + strings.TrimSpace(language) + "/1", Title: title, Text: text, Published: day, Country: country, Ministry: ministry,
	}}
	a.Annotations.Language = corpus.DetectedLanguage{Code: language, Confidence: .99}
	for i, t := range topics {
		a.Annotations.Topics = append(a.Annotations.Topics, corpus.TopicScore{ID: t, Score: .9 - float64(i)/10})
	}
	for _, one := range mentions {
		if i := strings.Index(text, one.Text); i >= 0 {
			one.Start = len([]rune(text[:i]))
			one.End = one.Start + len([]rune(one.Text))
			a.Annotations.Mentions = append(a.Annotations.Mentions, one)
		}
	}
	return a
}

func m(typ corpus.MentionType, text, id, name, role, value string) corpus.Mention {
	return corpus.Mention{Type: typ, Field: "text", Text: text, ID: id, Name: name, Role: role, Value: value}
}

func inOffice(m corpus.Mention, offices ...corpus.Office) corpus.Mention {
	m.Offices = offices
	return m
}
