package annotate

import "testing"

func TestRomanize(t *testing.T) {
	for in, want := range map[string]string{
		"वसुधा": "vasudha", "पर्वतवाल": "parvatval", "नर्मदकर": "narmadkar", "सागरवंशी": "sagarvanshi", "मृणालिनी": "mrinalini", "नरेंद्र": "narendra",
		"मनमोहन": "manmohan", "सिंह": "singh", "राजनाथ": "rajnath", "ज़ाहिद": "zahid", "फ़ारूक़": "faruq", "चौहान": "chauhan", "ज्ञानेश": "gyanesh", "अंबानी": "ambani",
		"विजय": "vijay", "राठौड़": "rathaur", "अच्छेलाल": "achhelal", "लक्ष्मण": "lakshman", "ऑस्कर": "oskar", "अमित": "amit", "यशवन्त": "yashvant", "इन्द्र": "indra", "हर्ष": "harsh", "सूर्य": "surya", "": "",
	} {
		if got := romanize(in); got != want {
			t.Errorf("romanize(%q) = %q, want %q", in, got, want)
		}
	}
}
