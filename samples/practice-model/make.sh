#!/usr/bin/env bash
# Rebuild the practice model from a seed with one command:   ./make.sh [build folder]
#
# Everything is written into the build folder (default: target/practice-model of the project); the file that ships is
# left alone. To replace it, copy longhand-practice.gguf from there.
#
# Debian packages (bookworm): python3 python3-numpy python3-torch python3-regex libopenblas0
# Two to four hours on two cores; faster where the processor has AVX-512 and bfloat16 (OPENBLAS_CORETYPE=SkylakeX helps
# where OpenBLAS does not recognise such a CPU).
# tokenizer.json is part of the folder; delete it to train the vocabulary anew.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
out=${1:-$here/../../target/practice-model}
py=${PYTHON:-python3}
mkdir -p "$out"
export MALLOC_MMAP_MAX_=0 MALLOC_TRIM_THRESHOLD_=20000000000    # keeps large buffers mapped: fewer page faults

tok=$here/tokenizer.json
[ -f "$tok" ] || $py "$here/corpus.py" tokenizer "$tok"
# DIVIDE=50 ./make.sh runs every stage for a fiftieth of its steps, to try the machinery.
n() { echo $(( $1 / ${DIVIDE:-1} )); }
corpus() { $py "$here/corpus.py" build "$tok" "$out/$1" "$(n $2)" $3 $4; }
train() { $py "$here/train.py" --tok "$tok" "$@"; }

# Many headings and little text first, so that the outline is learnt early; then mixed documents; at last longer ones.
corpus heads 12000000 11 heads
corpus mixed 12000000 61 mixed
corpus final 8000000 71 final
corpus huge 3000000 72 huge
corpus turns 6000000 81 turns
corpus turns4k 2000000 82 turns4k
train --data "$out/heads" --out "$out/p1.pt" --plan 640:8:$(n 2400) --decay 0 --seed 1
train --init "$out/p1.pt" --data "$out/mixed" --out "$out/p2.pt" --plan 896:6:$(n 2000) --decay 0 --warm 2 --seed 2
train --init "$out/p2.pt" --data "$out/final" --data2 "$out/huge" --out "$out/p3.pt" --plan 896:6:$(n 900),8192:1:$(n 50),16384:1:$(n 10) --spread --lr 0.014 --alr 0.0022 --decay 1.0 --warm 2 --seed 3
# Last the main form, one section after another.
train --init "$out/p3.pt" --data "$out/turns" --data2 "$out/turns4k" --out "$out/p4.pt" --plan 1408:4:$(n 900),4096:2:$(n 90) --spread --lr 0.02 --alr 0.003 --decay 0.9 --warm 5 --aux 0.3 --seed 4
$py "$here/export.py" "$out/p4.pt" "$tok" "$out/longhand-practice.gguf" q8_0 1.2
