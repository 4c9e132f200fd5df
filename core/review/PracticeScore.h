#pragma once

namespace textbank {

/// How a practice shift went, against what the simulated voters meant. Pace is not part of it.
struct PracticeScore
{
    int texted = 0;
    int replies = 0;         ///< Conversations in which somebody wrote back.
    int handled = 0;         ///< ... that were answered, closed, opted out, marked or handed over.
    int optOuts = 0;         ///< People who asked to stop, in any wording.
    int optOutsHonoured = 0; ///< ... who got nothing after it.
    int wrongNumbers = 0;
    int wrongNumbersMarked = 0;
    int answersGiven = 0; ///< Replies that said yes or no to the question.
    int answersRight = 0; ///< ... recorded as what they said.
};

} // namespace textbank
