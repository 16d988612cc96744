package tagger

import (
	"math"
	"math/rand/v2"
)

// Example is a sequence with the labels that are right: Gold has one bit for
// each label that the annotators' marks leave open (several where they take
// no side).
type Example struct {
	Sequence
	Gold []uint8
}

// Options steer the training.
type Options struct {
	Passes int // over the examples
	// Boldness is what Outside is given in advance on the tokens of a name
	// while training, in natural logarithms (softmax margin, Gimpel and Smith
	// 2010). More of it finds more names and is wrong more often.
	Boldness float64
	// Decay is the weight of the squared weights (L2), for each token.
	Decay float64
	Rate  float64 // of learning
	Seed  uint64
}

// Train fits a conditional random field (Lafferty, McCallum, Pereira 2001) by
// stochastic gradients with AdaGrad's steps. Where the gold labels leave a
// choice, all sequences that they allow count as right.
func Train(examples []Example, o Options) *Model {
	t := &trainer{Options: o, w: make([]float32, int(Labels)<<slotBits), square: make([]float32, int(Labels)<<slotBits)}
	order := make([]int, len(examples))
	for i := range order {
		order[i] = i
	}
	r := rand.New(rand.NewPCG(o.Seed, 1))
	for range o.Passes {
		r.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, i := range order {
			t.step(&examples[i])
		}
	}
	return t.model()
}

type trainer struct {
	Options
	w, square   []float32
	moves       [GapKinds][Labels][Labels]float64
	moveSquares [GapKinds][Labels][Labels]float64

	emit         [][Labels]float64
	right, other lattice
}

// lattice holds the marginals of a sequence under a set of allowed labels.
type lattice struct {
	forward, backward [][Labels]float64
	node              [][Labels]float64
	edge              [GapKinds][Labels][Labels]float64
}

var never = math.Inf(-1)

// run fills the marginals: of each label at each token, and the expected
// counts of the transitions.
func (t *trainer) run(l *lattice, s *Sequence, gold, allowed []uint8, boldness float64) {
	n := s.Len()
	l.forward, l.backward, l.node = size(l.forward, n), size(l.backward, n), size(l.node, n)
	l.edge = [GapKinds][Labels][Labels]float64{}
	emit := func(i int, b Label) float64 {
		if allowed[i]&(1<<b) == 0 {
			return never
		}
		e := t.emit[i][b]
		if b == Outside && gold[i]&(1<<Outside) == 0 {
			e += boldness
		}
		return e
	}
	for i := range n {
		for b := range Labels {
			x := 0.0
			if i == 0 {
				if !follows(Outside, b) {
					x = never
				}
			} else {
				var in [Labels]float64
				for a := range Labels {
					in[a] = never
					if follows(a, b) {
						in[a] = l.forward[i-1][a] + t.moves[s.Gaps[i]][a][b]
					}
				}
				x = logSum(in)
			}
			l.forward[i][b] = x + emit(i, b)
		}
	}
	for b := range Labels {
		l.backward[n-1][b] = 0
	}
	for i := n - 2; i >= 0; i-- {
		for a := range Labels {
			var out [Labels]float64
			for b := range Labels {
				out[b] = never
				if follows(a, b) {
					out[b] = t.moves[s.Gaps[i+1]][a][b] + emit(i+1, b) + l.backward[i+1][b]
				}
			}
			l.backward[i][a] = logSum(out)
		}
	}
	total := logSum(l.forward[n-1])
	for i := range n {
		for b := range Labels {
			l.node[i][b] = math.Exp(l.forward[i][b] + l.backward[i][b] - total)
		}
		if i == 0 {
			continue
		}
		g := s.Gaps[i]
		for a := range Labels {
			if l.node[i-1][a] < 1e-6 {
				continue
			}
			for b := range Labels {
				if follows(a, b) && l.node[i][b] > 1e-6 {
					l.edge[g][a][b] += math.Exp(l.forward[i-1][a] + t.moves[g][a][b] + emit(i, b) + l.backward[i][b] - total)
				}
			}
		}
	}
}

func size(x [][Labels]float64, n int) [][Labels]float64 {
	if cap(x) < n {
		return make([][Labels]float64, n)
	}
	return x[:n]
}

func logSum(x [Labels]float64) float64 {
	top := x[0]
	for _, v := range x[1:] {
		top = max(top, v)
	}
	if math.IsInf(top, -1) {
		return top
	}
	sum := 0.0
	for _, v := range x {
		sum += math.Exp(v - top)
	}
	return top + math.Log(sum)
}

func (t *trainer) step(x *Example) {
	s := &x.Sequence
	n := s.Len()
	if n == 0 {
		return
	}
	t.emit = size(t.emit, n)
	for i := range n {
		e := [Labels]float64{}
		for _, f := range s.at(i) {
			row := t.w[int(f)*int(Labels):][:Labels]
			for l, w := range row {
				e[l] += float64(w)
			}
		}
		t.emit[i] = e
	}
	t.run(&t.right, s, x.Gold, x.Gold, 0)
	t.run(&t.other, s, x.Gold, x.Allowed, t.Boldness)
	const small = 1e-3
	for i := range n {
		var g [Labels]float32
		worth := false
		for l := range g {
			g[l] = float32(t.right.node[i][l] - t.other.node[i][l])
			worth = worth || g[l] > small || g[l] < -small
		}
		if !worth {
			continue
		}
		for _, f := range s.at(i) {
			at := int(f) * int(Labels)
			for l, d := range g {
				if d > -small && d < small {
					continue
				}
				w := &t.w[at+l]
				d -= float32(t.Decay) * *w
				q := &t.square[at+l]
				*q += d * d
				*w += float32(t.Rate) * d / float32(math.Sqrt(float64(*q)+1))
			}
		}
	}
	for g := range t.moves {
		for a := range t.moves[g] {
			for b := range t.moves[g][a] {
				d := t.right.edge[g][a][b] - t.other.edge[g][a][b]
				if d == 0 {
					continue
				}
				t.moveSquares[g][a][b] += d * d
				t.moves[g][a][b] += t.Rate * d / math.Sqrt(t.moveSquares[g][a][b]+1)
			}
		}
	}
}

// unit is what a natural logarithm counts in the weights of a model.
const unit = 1000

// least is the smallest weight that is kept.
const least = 0.004

func (t *trainer) model() *Model {
	m := &Model{weights: make([]int16, len(t.w))}
	whole := func(x float64) int16 {
		if math.Abs(x) < least {
			return 0
		}
		return int16(math.Round(unit * max(-30, min(30, x))))
	}
	for i, x := range t.w {
		m.weights[i] = whole(float64(x))
	}
	for g := range t.moves {
		for a := range t.moves[g] {
			for b := range t.moves[g][a] {
				m.moves[g][a][b] = whole(t.moves[g][a][b])
			}
		}
	}
	return m
}
