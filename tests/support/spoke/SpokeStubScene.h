#pragma once

#include "tests/support/spoke/SpokeStubState.h"

/// Makes organisations, people and campaigns for a SpokeStubState. All people are fictional.
namespace textbank::spokescene {

int addOrganization(SpokeStubState& state, const QString& name = QStringLiteral("Example Org"));
/// Password: kPassword. E-mail and alias from the first name.
int addUser(SpokeStubState& state, int organization, const QString& firstName, SpokeRole role = SpokeRole::Texter);
inline const QString kPassword = QStringLiteral("correct horse");

/// Started, due in 20 days, with a script of four steps (see the .cpp), two canned responses and custom fields
/// city, poll_place and issue.
int addCampaign(SpokeStubState& state, int organization, const QString& title = QStringLiteral("GOTV A"));
/// The same, giving out contacts on request.
int addDynamicCampaign(SpokeStubState& state, int organization, int batchSize = 40);
/// In the pool when assignment is 0.
QList<int> addContacts(SpokeStubState& state, int campaign, int count, int assignment = 0);

/// One organisation, a texter and her campaign with `contacts` contacts assigned to her; a supervisor and a second
/// texter stand by.
struct Scene
{
    int organization = 0;
    int texter = 0;     ///< tara@example.org
    int other = 0;      ///< theo@example.org
    int supervisor = 0; ///< sue@example.org
    int admin = 0;      ///< ada@example.org
    int campaign = 0;
    int assignment = 0;
    QList<int> contacts{};
};
Scene typical(SpokeStubState& state, int contacts);
/// The same with a dynamic campaign; `pool` contacts wait in it, none is assigned.
Scene dynamic(SpokeStubState& state, int pool, int batchSize = 40);

} // namespace textbank::spokescene
