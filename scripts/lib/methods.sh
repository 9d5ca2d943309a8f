# shellcheck shell=bash
# Sourced by the scripts beside it: the methods of docs/methods, each as what it changes of configs/mog8-none.json.
# Nothing here is tuned: weights are a method's default, or that of the mog8 configurations.

# A weight that falls as γ does in mog8.json.
falling='{"kind":"exponential","from":1,"to":0.1}'
simultaneous='scheme={"kind":"simultaneous"}'

# optimizer <kind> <from> <to>: an optimizer for both players, its rate falling over the run.
optimizer() {
    local rule="{\"kind\":\"$1\",\"learningRate\":{\"kind\":\"exponential\",\"from\":$2,\"to\":$3}}"
    printf '%s\n' "generator.optimizer=$rule" "discriminator.optimizer=$rule"
}

# changes <method>: what is set, a line a key.
changes() {
    case $1 in
    alternating) ;;
    alternating-5) echo 'scheme.discriminatorSteps=5' ;;
    simultaneous) echo "$simultaneous" ;;

    r1 | r2) echo "penalties=[{\"kind\":\"$1\",\"gamma\":$falling}]" ;;
    r1-r2) echo "penalties=[{\"kind\":\"r1\",\"gamma\":$falling},{\"kind\":\"r2\",\"gamma\":$falling}]" ;;
    wgan) printf '%s\n' objective=wasserstein scheme.discriminatorSteps=5 ;;
    wgan-gp) changes wgan && echo 'penalties=[{"kind":"wganGP","lambda":0.1}]' ;;
    wgan-gp-one-sided) changes wgan && echo 'penalties=[{"kind":"wganGP","lambda":0.1,"oneSided":true}]' ;;
    wgan-gp-zero-centred) changes wgan && echo 'penalties=[{"kind":"wganGP","lambda":0.1,"target":0}]' ;;
    wgan-div) changes wgan && echo 'penalties=[{"kind":"wganDiv"}]' ;;
    drift) echo 'penalties=[{"kind":"drift"}]' ;;
    closed-loop) echo 'penalties=[{"kind":"drift","points":"both","lambda":0.1}]' ;;
    dragan) echo 'penalties=[{"kind":"dragan"}]' ;;
    weight-decay) echo 'penalties=[{"kind":"l2","lambda":0.001}]' ;;
    weight-decay-decoupled) printf '%s\n' 'generator.weightDecay={"lambda":0.1}' 'discriminator.weightDecay={"lambda":0.1}' ;;
    instance-noise) echo 'instanceNoise={"sigma":{"kind":"linear","from":0.5,"to":0}}' ;;
    weight-clipping) changes wgan && echo 'discriminator.weightClipping={"limit":0.1}' ;;
    spectral-normalization) echo 'discriminator.spectralNormalization={}' ;;

    consensus) printf '%s\n' "$simultaneous" 'fieldMethods=[{"kind":"consensus"}]' ;;
    nagarajan-kolter) printf '%s\n' "$simultaneous" 'fieldMethods=[{"kind":"nagarajanKolter"}]' ;;
    jare) printf '%s\n' "$simultaneous" 'fieldMethods=[{"kind":"jare"}]' ;;
    simreg-*) printf '%s\n' "$simultaneous" "fieldMethods=[{\"kind\":\"simreg${1#simreg-}\"}]" ;;
    symplectic) printf '%s\n' "$simultaneous" 'fieldMethods=[{"kind":"sga"}]' ;;
    symplectic-aligned) printf '%s\n' "$simultaneous" 'fieldMethods=[{"kind":"sga","aligned":true}]' ;;
    simultaneous-sgd) echo "$simultaneous" && optimizer sgd 0.1 0.001 ;;
    competitive-descent)
        changes simultaneous-sgd
        # η is the learning rate.
        echo 'fieldMethods=[{"kind":"cgd","eta":{"kind":"exponential","from":0.1,"to":0.001}}]'
        ;;

    competitive)
        changes simultaneous-sgd
        echo 'objective=minimax'
        echo 'scheme={"kind":"competitive"}'
        ;;

    lola)
        changes simultaneous-sgd
        # α is the learning rate.
        echo 'fieldMethods=[{"kind":"lola","alpha":{"kind":"exponential","from":0.1,"to":0.001}}]'
        ;;

    runge-kutta) echo 'scheme={"kind":"rungeKutta"}' && optimizer sgd 0.1 0.001 ;;
    follow-the-ridge) echo 'scheme={"kind":"followTheRidge"}' ;;
    anderson-mixing) echo 'mixing={"window":10,"regularization":1}' ;;
    unrolled) echo 'scheme={"kind":"unrolled"}' ;;
    extragradient | optimistic) echo "scheme={\"kind\":\"$1\"}" ;;
    lookahead) echo 'lookahead={}' ;;
    moving-average) echo 'average={}' ;;

    minimax | wasserstein | hinge | leastSquares | relativisticPaired) echo "objective=$1" ;;
    relativistic-r1-r2) changes r1-r2 && echo 'objective=relativisticPaired' ;;
    sgd) optimizer sgd 0.1 0.001 ;;
    rmsprop) optimizer rmsprop 1e-3 1e-5 ;;
    rmspropTF1) optimizer rmspropTF1 1e-3 1e-5 ;;
    *)
        echo "no method $1" >&2
        return 64
        ;;
    esac
}

# options <method>: the same as options of gantrain, in the array of this name.
options() {
    local lines line
    lines=$(changes "$1") || return
    options=()
    while IFS= read -r line; do
        if [[ -n $line ]]; then options+=(--set "$line"); fi
    done <<<"$lines"
}
