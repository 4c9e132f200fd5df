#pragma once

#include "core/review/Finder.h"
#include "core/review/InboxSession.h"
#include "core/review/PracticeScore.h"
#include "core/review/ReplyMask.h"
#include "core/review/ReviewSession.h"
#include "core/review/SnippetDesk.h"
#include "core/sync/SyncEngine.h"

#include <functional>
#include <optional>

namespace textbank {

/// The objects of one signed-in shift, owned by app/ and alive from MainWindow::openShift to closeShift.
struct Shift
{
    Store& store;
    SyncEngine& engine;
    ReviewSession& review;
    InboxSession& inbox;
    UndoHistory& undo;
    Finder& finder;
    ReplyMask& mask;
    SnippetDesk& snippets;
    const Clock& clock;
    CampaignId campaign; ///< The one being worked on.
    QString volunteerName;
    QString organisation;
    QString gatewayAddress; ///< As shown to a person.
    bool practice = false;
    bool memoryOnly = false;                             ///< No keychain: nothing survives the program's end.
    std::function<std::optional<PracticeScore>()> score; ///< Practice only.
    bool passphrase = false;                             ///< In place of the keychain, a passphrase opens it again.
    bool canSignInAgain = false; ///< A password brings back a sign-in that is not accepted any more.
};

} // namespace textbank
