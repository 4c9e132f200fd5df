#pragma once

#include "core/model/PhoneNumber.h"

#include <QtGlobal>

namespace textbank {

/// What a simulated voter wants. One for each telephone, for good.
enum class VoterIntent { Silence, Yes, No, Question, Rude, WrongNumber, Picture, AlreadyDone, Stop };

/// Somebody behind a simulated telephone; the same for the same seed and number on every machine.
struct VoterPersona
{
    VoterIntent intent = VoterIntent::Silence;
    bool late = false;        ///< Answers, but long after.
    bool unreachable = false; ///< A landline or a dead number: the carrier reports it.
    int followUps = 0;        ///< How many of our answers they still write back to, 0..2.
    int delayMs = 0;          ///< From the text to their answer, in real time.
    quint64 voice = 0;        ///< Which of the wordings they use.
};

/// `silence`: the share of telephones, 0..1, that never answer. `unreachable`: of those that never answer.
VoterPersona personaOf(quint64 seed, const PhoneNumber& number, double silence, double unreachable);

} // namespace textbank
