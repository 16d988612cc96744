package analysis

// SchemaVersion is part of the name of an index generation. Each change of
// the mapping, an analyzer or the fields raises it.
//
//	1  the first: title, text, exact title and text, keyword columns
const SchemaVersion = 1
