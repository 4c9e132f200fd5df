#pragma once

#include "core/host/carrier/VoterPersona.h"

#include <QStringList>

namespace textbank {

/// What simulated voters write, in English or Spanish ("es", "es-MX" ...; anything else is English).
const QStringList& firstAnswers(VoterIntent intent, const QString& language);
/// What they write back to one of our answers, by how often they did before (0, 1).
const QStringList& laterAnswers(VoterIntent intent, const QString& language, int before);
/// What somebody writes who is texted again after asking not to be.
const QString& angerAtBeingTextedAgain(const QString& language);

} // namespace textbank
