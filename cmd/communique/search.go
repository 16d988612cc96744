package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"communique/search/engine"
	"communique/search/query"

	"github.com/spf13/cobra"
)

func newSearchCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "search QUERY",
		Short: "Search from the command line",
		Args:  cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, words []string) error {
			server, _ := c.Flags().GetString("server")
			size, _ := c.Flags().GetInt("size")
			asJSON, _ := c.Flags().GetBool("json")
			text := strings.Join(words, " ")
			if size < 0 || size > query.MaxSize {
				return usagef("--size: 0 to %d, not %d", query.MaxSize, size)
			}
			ask := searchHere
			if server != "" {
				ask = searchThere
			}
			results, err := ask(c, server, text, size)
			if err != nil {
				return err
			}
			if asJSON {
				return json.NewEncoder(c.OutOrStdout()).Encode(results)
			}
			return showResults(c.OutOrStdout(), results)
		},
	}
	dataFlag(c)
	gazetteerFlag(c)
	c.Flags().String("server", "", "`URL` of a running server to ask")
	c.Flags().Int("size", 10, "number of hits")
	c.Flags().Bool("json", false, "print the answer as JSON")
	return c
}

// searchHere opens the data folder itself.
func searchHere(c *cobra.Command, _, text string, size int) (results engine.Results, err error) {
	err = withNode(c, nodeOptions{}, func(ctx context.Context, n *node) error {
		n.start(context.WithoutCancel(ctx))
		if err := n.service.WaitIndexed(ctx, n.store.LastSequence()); err != nil {
			return err
		}
		expr, notices := query.Parse(text)
		results, err = n.engine.Search(ctx, query.Query{Text: text, Expr: expr, Size: size})
		results.Query.Notices = append(notices, results.Query.Notices...)
		return err
	})
	return results, err
}

// searchThere asks a running server.
func searchThere(c *cobra.Command, server, text string, size int) (results engine.Results, err error) {
	base, err := url.Parse(server)
	if err != nil || base.Host == "" {
		return results, usagef("--server %s: give an address such as http://127.0.0.1:8080", server)
	}
	base = base.JoinPath("/api/v1/search")
	base.RawQuery = url.Values{"q": {text}, "size": {fmt.Sprint(size)}}.Encode()
	ctx, cancel := context.WithTimeout(c.Context(), 30*time.Second)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, base.String(), nil)
	if err != nil {
		return results, err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return results, fmt.Errorf("the server does not answer: %w", err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		return results, err
	}
	if response.StatusCode != http.StatusOK {
		var problem answer
		_ = json.Unmarshal(body, &problem)
		return results, fmt.Errorf("the server answers %s: %s", response.Status, problem.Detail)
	}
	return results, json.Unmarshal(body, &results)
}

func showResults(w io.Writer, r engine.Results) error {
	for _, n := range r.Query.Notices {
		fmt.Fprintln(w, "note:", n.Message)
	}
	_, err := fmt.Fprintf(w, "%d documents\n", r.Total)
	for i, h := range r.Hits {
		var facts []string
		for _, f := range []string{h.Published, h.Country, h.Ministry, h.Language, h.ID} {
			if f != "" {
				facts = append(facts, f)
			}
		}
		_, err = fmt.Fprintf(w, "\n%d. %s\n   %s\n", i+1, h.Title, strings.Join(facts, " · "))
		for _, line := range []string{h.URL, h.Snippet.Text} {
			if line = strings.Join(strings.Fields(line), " "); line != "" {
				_, err = fmt.Fprintf(w, "   %s\n", line)
			}
		}
	}
	return err
}
