import Foundation
import Testing

@testable import Evidence

/// What a person reads, compared as text. The numbers in it are checked in ``StudyEvidenceTests`` or against programs
/// that share no code with this one: Wilson's and Newcombe's intervals, Kaplan and Meier's medians, p-values.
@Suite struct EvidenceTextTests {
    @Test func text() throws {
        #expect(
            try HandMade.whole.get().text()
                == """
                by-hand: Does R1 help? 30 of 30 runs are done.

                runs
                  cell         completed  diverged  crashed  not done
                  none         10         0         0        0
                  r1-gamma=1   9          1         0        0
                  r1-gamma=10  10         0         0        0

                success: modes ≥ 3 and reverseKL ≤ 0.5
                  cell         succeeded  share              steps to success, median  never  diverged
                  none         2 of 10    0.20 [0.06, 0.51]  ∞ [800, ∞]                8      0
                  r1-gamma=1   8 of 10    0.80 [0.49, 0.94]  500 [300, 700]            1      1
                  r1-gamma=10  10 of 10   1.00 [0.72, 1.00]  250 [200, 300]            0      0

                reverseKL: reverse KL (nats); lower is better
                  cell         runs      median                   interquartile mean       mean
                  none         10 of 10  0.5100 [0.4650, 0.5800]  0.5183 [0.4700, 0.5733]  0.5210 [0.4810, 0.5630]
                  r1-gamma=1   9 of 10   0.1200 [0.0900, 0.1500]  0.1200 [0.0980, 0.1420]  0.1200 [0.1033, 0.1367]
                  r1-gamma=10  10 of 10  0.2050 [0.1800, 0.2300]  0.2050 [0.1817, 0.2817]  0.2400 [0.1880, 0.3240]

                reverseKL: difference to none on equal seeds
                  cell         pairs  median difference           p       p, corrected
                  r1-gamma=1   10     -0.3800 [-0.4700, -0.3000]  0.0215  0.0430
                  r1-gamma=10  10     -0.3250 [-0.3900, -0.2400]  0.0039  0.0117
                  r1-gamma=1: 10 pairs; r1-gamma=1 diverged in 1.

                reverseKL: share of runs that reach a value
                  cell         ≤ 0.1000  ≤ 0.1500  ≤ 0.2100  ≤ 0.4900  ≤ 0.6000
                  none         0.00      0.00      0.00      0.40      0.80
                  r1-gamma=1   0.30      0.80      0.90      0.90      0.90
                  r1-gamma=10  0.00      0.00      0.60      0.90      1.00
                  A performance profile in the sense of Agarwal et al. (arXiv 2108.13264): the values are
                    quantiles of those of all cells, at 10, 25, 50, 75 and 90 %. A run that diverged reaches none.

                highQuality: high quality; higher is better
                  cell         runs      median               interquartile mean   mean
                  none         10 of 10  59.0 % [55.0, 63.5]  59.0 % [54.8, 63.3]  59.1 % [55.6, 62.8]
                  r1-gamma=1   9 of 10   83.0 % [79.0, 86.0]  83.0 % [80.2, 85.2]  82.8 % [80.7, 84.9]
                  r1-gamma=10  10 of 10  81.5 % [79.5, 84.0]  81.7 % [79.8, 83.8]  81.8 % [80.3, 83.4]

                highQuality: difference to none on equal seeds
                  cell         pairs  median difference       p       p, corrected
                  r1-gamma=1   10     +21.5 % [+9.0, +30.0]   0.0215  0.0430
                  r1-gamma=10  10     +20.0 % [+19.0, +28.0]  0.0020  0.0078
                  r1-gamma=1: 10 pairs; r1-gamma=1 diverged in 1.

                the best cell of each variant by reverseKL
                  variant  cells  chosen      median  reported median          looks best  flattering median
                  none     1      none        0.5200  0.5200 [0.4700, 0.5800]  none        0.5100
                  r1       2      r1-gamma=1  0.1400  0.1350 [0.0950, 0.1550]  r1-gamma=1  0.1250
                  Chosen by the median on seeds 0 to 2, reported on seeds 3 to 9, which had no part in the choice.
                    Beside it: the cell that looks best on all of these seeds, with its median on the same ones,
                    which flatters.

                claims
                  claim    verdict                        difference                  on
                  helps    holds                          -0.3250 [-0.3900, -0.2400]  10 pairs
                  tuned    cannot be told from these      -0.3600 [-0.4700, +∞]       7 pairs; r1-gamma=1 diverged
                           seeds                                                      in 1
                  close    cannot be told from these      +1.5 % [-2.0, +2.0]         10 pairs; r1-gamma=1 diverged
                           seeds                                                      in 1
                  arrives  holds                          +80.0 % [+38.4, +94.3]      10 of 10 against 2 of 10
                  sooner   holds                          - [-∞, -600]                10 pairs, in 2 of which both
                                                                                      succeeded
                  blurs    does not hold                  +20.0 % [+19.0, +28.0]      10 pairs
                  helps: R1 lowers reverse KL by 0.1. Source: a paper. Judged by: median of reverseKL, r1-gamma=10
                    - none. The claim holds if the whole interval is below -0.1, does not hold if all of it is at or
                    above -0.1.
                  tuned: R1 raises reverse KL. Judged by: median of reverseKL, r1 (r1-gamma=1) - none. The claim
                    holds if the whole interval is above 0, does not hold if all of it is at or below 0. Here: some
                    differences in the interval fulfil the claim, others do not.
                  close: The weight does not matter. Judged by: median of highQuality, r1-gamma=1 - r1-gamma=10.
                    The claim holds if the whole interval lies between -1 % and 1 %, does not hold if all of it lies
                    outside -1 % to 1 %. Here: some differences in the interval fulfil the claim, others do not.
                  arrives: R1 succeeds more often. Judged by: success rate, r1-gamma=10 - none. The claim holds if
                    the whole interval is above 25 %, does not hold if all of it is at or below 25 %.
                  sooner: R1 is quicker. Judged by: median of steps to success, r1-gamma=10 - none. The claim
                    holds if the whole interval is below -100, does not hold if all of it is at or above -100.
                  blurs: R1 costs quality. Judged by: median of highQuality, r1-gamma=10 - none. The claim holds
                    if the whole interval is below 0 %, does not hold if all of it is at or above 0 %.

                notes
                  The unit is the run with its seed. In brackets: intervals at 95 % confidence, not corrected for
                    their number. Medians and means of a cell are those of its completed runs; in rates,
                    differences, choices and claims a run that diverged counts as worse than every number.
                  p-values are those of sign flips, of the sign test where a run diverged; corrected for 4
                    comparisons by Holm. Intervals of differences are the sign test's.
                """)
    }

    /// No line is wider than it may be, but for what cannot be broken.
    @Test func keepsToItsWidth() throws {
        let lines = try HandMade.whole.get().text(width: 60).split(separator: "\n")
        #expect(lines.filter { $0.count > 60 }.isEmpty)
    }

    @Test func markdown() throws {
        let text = try HandMade.whole.get().markdown
        #expect(
            text.hasPrefix(
                """
                # by-hand

                Does R1 help? 30 of 30 runs are done.

                ## runs

                | cell | completed | diverged | crashed | not done |
                |---|---|---|---|---|
                | none | 10 | 0 | 0 | 0 |

                """))
        #expect(
            text.contains(
                """
                ## claims

                | claim | verdict | difference | on |
                |---|---|---|---|
                | helps | holds | -0.3250 [-0.3900, -0.2400] | 10 pairs |

                """))
        #expect(
            text.contains(
                "\n- blurs: R1 costs quality. Judged by: median of highQuality, r1-gamma=10 - none."))
    }

    @Test func csv() throws {
        let rows = try HandMade.whole.get().csv.split(separator: "\n")
        #expect(rows[0] == "cell,quantity,statistic,value,low,high,count,verdict")
        #expect(rows.allSatisfy { $0.count { $0 == "," } == 7 })
        let expected = [
            "none,runs,completed,10,,,,",
            "none,stepsToSuccess,median,inf,800,inf,10,",
            "r1-gamma=1,reverseKL,medianDifference,-0.38,-0.47,-0.3,10,",
            "r1-gamma=1,reverseKL,correctedPValue,0.04296875,,,,",
            "r1,reverseKL,chosen: r1-gamma=1,0.14,,,7,",
            "r1-gamma=10,helps,medianDifference,-0.32499999999999996,-0.39,-0.24,,holds",
            "r1-gamma=10,sooner,stepsToSuccess,,-inf,-600,,holds",
        ]
        for row in expected { #expect(rows.contains(Substring(row))) }
    }

    /// What comes from a study file cannot break a table or steer a terminal.
    @Test func hostileTexts() throws {
        let members = HandMade.members.replacing("Does R1 help?", with: #"a\u001b[31m | \u202e b"#)
        let found = try HandMade.evidence(members, [])
        #expect(!found.markdown.unicodeScalars.contains("\u{202e}"))
        #expect(!found.text().unicodeScalars.contains("\u{1b}"))
    }
}
