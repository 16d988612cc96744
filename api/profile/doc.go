// Package profile gathers what is known of one entity for the page and the
// call entities/{id}: its names, offices over time, where and when it is
// mentioned, and with whom. It asks the parts that api is made of and keeps
// nothing.
package profile
