#pragma once

#include "tests/support/spoke/SpokeStubState.h"

#include <QJsonObject>

namespace textbank {

/// The contacts of an assignment as Spoke lists and counts them.
namespace spokecontacts {

/// Without a filter every contact, opted-out ones too. Waiting ones first, then oldest first; past conversations
/// newest first.
QList<int> listed(const SpokeStubState& state, int assignment, const std::optional<QJsonObject>& filter);
/// A count among a user's todos: opted-out contacts never count, and a filter without a status means those that may
/// not be texted now.
int countedInTodos(const SpokeStubState& state, int assignment, const std::optional<QJsonObject>& filter);
/// The count that the server has ready under this name, whatever the filter says; nothing for other names.
std::optional<int> ready(const SpokeStubState& state, int assignment, const QString& alias);
/// How many more the texter may ask for now; 0 when the campaign does not give out any.
int available(const SpokeStubState& state, int assignment);
/// A reply waits for the texter, and she gets nothing more before it is answered.
bool hasOpenReply(const SpokeStubState& state, int assignment);

} // namespace spokecontacts
} // namespace textbank
