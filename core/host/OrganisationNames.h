#pragma once

#include "core/host/OptOutRecord.h"

namespace textbank {

/// An organisation's name as it is kept: Unicode NFC, one blank between words and none around them.
QString organisationNameFrom(const QString& typed);

/// Whether both name one organisation. A capital letter or a blank more would else make a second one, in which the
/// opt-outs of the first don't count.
bool isSameOrganisation(const QString& one, const QString& other);

/// Whom a name means among `all`: who is spelt so, else who differs in capitals alone. More than one only in databases
/// from before names were compared so.
QList<Organisation> organisationsCalled(const QList<Organisation>& all, const QString& name);

} // namespace textbank
