#include "app/desktop/Application.h"

#include "app/desktop/ClipboardGuard.h"
#include "app/desktop/Demo.h"
#include "app/desktop/Gateways.h"
#include "app/desktop/Keychain.h"
#include "app/desktop/Practice.h"
#include "app/desktop/ShiftRehearsal.h"
#include "app/desktop/SystemConnectivity.h"
#include "app/desktop/Translations.h"
#include "core/base/Log.h"
#include "core/session/PassphraseStore.h"
#include "ui/Words.h"

#include <QApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

QString said(const char* text) { return QCoreApplication::translate("textbank::Application", text); }

constexpr const char* kDeleted = QT_TRANSLATE_NOOP(
    "textbank::Application", "The old shift was deleted from this computer. Ask staff for a code, then join again.");
constexpr const char* kHalfDeleted =
    QT_TRANSLATE_NOOP("textbank::Application", "This computer refused to delete all of the old shift. What is left is "
                                               "sealed, and its key is gone. You can join again.");

std::unique_ptr<Connectivity> connectivityFor(const QUrl& gateway)
{
    const auto host = gateway.host();
    if (host == u"127.0.0.1" || host == u"localhost" || host == u"::1") {
        return std::make_unique<LoopbackConnectivity>();
    }
    return std::make_unique<SystemConnectivity>();
}

/// One keychain service for each data folder, so that two of them never share a key.
QString keychainService(const QString& dataFolder)
{
    const auto hash = QCryptographicHash::hash(dataFolder.toUtf8(), QCryptographicHash::Sha256).toHex().left(12);
    return u"Textbank "_s + QString::fromLatin1(hash);
}

} // namespace

Application::Application(CommandLine line, Folders folders, CredentialStore* secrets, const Clock* clock,
                         Millis lookEvery)
    : m_line(std::move(line))
    , m_folders(std::move(folders))
    , m_clock(clock != nullptr ? *clock : m_systemClock)
    , m_preferences(m_folders.preferences)
    , m_keys(std::make_unique<KeyFiles>([this](const QString& profile) { return m_folders.keyFile(profile); }))
    , m_secrets(secrets)
    , m_lookEvery(lookEvery)
{
    m_translations = std::make_unique<Translations>(m_preferences.language());
    m_preferences.applyTo(m_theme);
    m_clipboard = std::make_unique<ClipboardGuard>(*QGuiApplication::clipboard());
}

Application::~Application()
{
    m_demo.reset();
    m_rehearsal.reset();
    if (m_window) {
        m_window->closeShift();
    }
    m_runtime.reset();
    m_practice.reset();
    m_window.reset();
    m_session.reset();
    m_keychain.reset();
}

void Application::begin()
{
    if (m_line.practice) {
        // Practice needs no secret; the keychain is looked for when a real sign-in may follow.
        m_local = std::make_unique<MemoryCredentialStore>();
        openWindow();
        startPractice();
        return;
    }
    if (m_line.rehearseMs) {
        const auto then = m_line.rehearseFinish ? ShiftRehearsal::Then::FinishShift : ShiftRehearsal::Then::Leave;
        m_rehearsal =
            std::make_unique<ShiftRehearsal>([this] { return m_runtime.get(); }, Millis{*m_line.rehearseMs}, then);
    }
    chooseSecrets();
}

void Application::chooseSecrets()
{
    if (m_secrets) {
        replaceWindow(true);
        restore();
        return;
    }
    // What is kept under a passphrase is asked for first, also where a keychain has come since.
    if (QFileInfo::exists(m_folders.passphraseFile())) {
        replaceWindow(false);
        restore();
        return;
    }
    m_keychain = std::make_unique<Keychain>(keychainService(m_folders.data));
    m_keychain->probe([this](bool there) {
        replaceWindow(there);
        restore();
    });
}

void Application::replaceWindow(bool keychain)
{
    // Until the new ones stand: the window holds the session, the session holds the secrets.
    const auto memory = std::move(m_local);
    const auto session = std::move(m_session);
    const auto window = std::move(m_window);
    if (!keychain) {
        logWarning("app", u"no keychain: secrets stay in memory, or under a passphrase"_s);
        m_local = std::make_unique<PassphraseStore>(PassphraseStore::Options{m_folders.passphraseFile()}, m_random);
    }
    openWindow();
}

void Application::openWindow()
{
    CredentialStore& store = m_local ? *m_local : m_secrets ? *m_secrets : static_cast<CredentialStore&>(*m_keychain);
    const auto maker = [this](const QUrl& address, const QByteArray& pin, GatewayKind kind) {
        return makeGateway(address, pin, kind, m_clock);
    };
    std::function<bool()> existing;
    if (store.kind() == CredentialStore::Kind::Keychain) {
        existing = [this] { return !m_folders.keptProfiles().isEmpty(); };
    }
    m_session = std::make_unique<Session>(store, maker, m_clock, m_random, existing, m_keys.get());
    connect(m_session.get(), &Session::keysRotated, this, &Application::keysRotated);
    m_window = std::make_unique<MainWindow>(m_theme, m_preferences, *m_session, m_clock);
    connect(m_window.get(), &MainWindow::practiceRequested, this, &Application::startPractice);
    connect(m_window.get(), &MainWindow::unlocked, this, &Application::restore, Qt::QueuedConnection);
    connect(m_window.get(), &MainWindow::joined, this, [this](const Credentials& credentials) {
        m_destroyAgain = {}; // The new entry lies in the place of the old one.
        removeOrphans(credentials.profile);
        openProfile(credentials);
    });
    connect(m_window.get(), &MainWindow::signedInAgain, this, &Application::goOnWith);
    connect(m_window.get(), &MainWindow::shiftFinished, this, &Application::finishShift, Qt::QueuedConnection);
    connect(m_window.get(), &MainWindow::practiceAgain, this, &Application::practiceAgain, Qt::QueuedConnection);
    connect(m_window.get(), &MainWindow::quitRequested, this, &Application::quit, Qt::QueuedConnection);
    connect(m_window.get(), &MainWindow::retryRequested, this, &Application::tryAgain, Qt::QueuedConnection);
    connect(
        m_window.get(), &MainWindow::goOnRequested, this,
        [this] {
            if (m_runtime && m_runtime->recovery()) {
                m_runtime->acknowledgeRecovery();
                m_window->openShift(m_runtime->shift());
            }
        },
        Qt::QueuedConnection);
    connect(m_window.get(), &MainWindow::startOverRequested, this, &Application::startOver, Qt::QueuedConnection);
    m_window->show();
}

void Application::restore()
{
    if (auto* lock = m_session->lock(); lock && lock->lockState() == PassphraseLock::State::Locked) {
        m_window->showUnlock(*lock);
        return;
    }
    m_window->showWaiting(said("Opening your shift"),
                          m_session->keptBy() == CredentialStore::Kind::Keychain
                              ? said("If your computer asks for the password of its keychain, type it there: the key "
                                     "to your contacts lies in it.")
                              : QString());
    m_session->restore([this](const Result<void>& answer) {
        if (!answer) {
            showStoreTrouble(answer.error());
        } else if (const auto* credentials = m_session->credentials()) {
            openProfile(*credentials);
        } else {
            showRestored();
        }
    });
}

void Application::showRestored()
{
    const auto link =
        m_line.joinLink.isEmpty() ? Result<JoinLink>(fail(ErrorCode::NotFound)) : parseJoinLink(m_line.joinLink);
    if (m_line.joinLink.isEmpty() && m_session->memoryOnly() && !m_folders.keptProfiles().isEmpty()) {
        m_window->showTrouble(said("Waiting for the keyring"),
                              said("A shift from before lies on this computer, and the keyring that holds its key does "
                                   "not answer. Nothing is lost. Start or unlock the keyring, then try again. You can "
                                   "join without it too: the old shift stays as it is."),
                              MainWindow::Remedy::TryAgainOrJoin);
        return;
    }
    m_window->showJoin(link ? std::optional(*link) : std::nullopt,
                       link || m_line.joinLink.isEmpty()
                           ? QString()
                           : said("That join link cannot be read. Copy it whole from the message you got, or type the "
                                  "gateway's address and the code."),
                       Tone::Warn);
}

void Application::keysRotated(const Result<void>& result)
{
    m_keychainRefused =
        !result && (result.error().code == ErrorCode::Locked || result.error().code == ErrorCode::Unavailable);
    sayKeyNotice();
}

void Application::sayKeyNotice()
{
    if (m_keychainRefused && m_window->hasShift() && !m_practice) {
        m_keychainRefused = false;
        m_window->showNotice(said("Your computer's keychain does not answer just now. Go on: nothing is lost."));
    }
}

void Application::showStoreTrouble(const Error& error)
{
    auto words = words::storeTrouble(error);
    if (error.code == ErrorCode::Locked && m_session->state() == Session::State::WaitingForKeychain) {
        words = {said("The keychain does not open"),
                 said("The key to this laptop's contacts lies in your computer's keychain, and it stayed locked or "
                      "did not answer. Nothing is lost. Unlock the keychain, then try again.")};
    }
    // What another program, an update or some space would mend is not to be given up.
    const auto lost = !m_practice && (error.code == ErrorCode::NoKey || error.code == ErrorCode::Corrupt);
    m_window->showTrouble(words.title, words.text,
                          lost ? MainWindow::Remedy::TryAgainOrStartOver : MainWindow::Remedy::TryAgain);
}

void Application::tryAgain()
{
    if (m_runtime && m_runtime->ending()) {
        m_runtime->ending()->tryNow();
    } else if (m_runtime && m_runtime->isReady()) {
        showShift(); // It came while something else was asked.
    } else if (m_runtime) {
        m_window->showWaiting(said("Opening your shift"), said("The gateway is being asked for the campaign."));
        m_runtime->engine().poke();
        m_runtime->askAgain();
    } else if (m_practising) {
        startPractice();
    } else if (m_destroyAgain) {
        std::exchange(m_destroyAgain, {})();
    } else if (const auto* credentials = m_session->credentials()) {
        openProfile(*credentials); // What is in memory alone would not be found again.
    } else if (m_keychain && m_local) {
        m_window->showWaiting(said("Waiting for the keyring"), {});
        chooseSecrets(); // There was none; perhaps there is one now.
    } else {
        restore();
    }
}

void Application::startOver()
{
    if (auto* lock = m_session->lock(); lock && lock->lockState() == PassphraseLock::State::Locked) {
        discardSealed(*lock);
        return;
    }
    m_window->showWaiting(said("Deleting the old shift"),
                          said("If your computer asks for the password of its keychain, type it there."));
    m_startingOver = true;
    m_session->forget([this](const Result<void>& forgotten) {
        m_startingOver = false;
        if (!forgotten) {
            showStoreTrouble({ErrorCode::Unavailable, {}}); // Nothing was deleted.
            return;
        }
        if (m_runtime) {
            (void)ShiftRuntime::wipe(std::move(m_runtime));
            m_runtime.reset();
        }
        removeOrphans({});
        showDeleted(m_folders.profiles().isEmpty());
    });
}

void Application::discardSealed(PassphraseLock& lock)
{
    if (!lock.discard()) {
        showStoreTrouble({ErrorCode::Io, {}}); // Nothing was deleted.
        return;
    }
    auto clean = true;
    for (const auto& name : m_folders.passphraseProfiles()) {
        clean = removeFolder(m_folders.profile(name)).has_value() && clean;
    }
    showDeleted(clean);
}

void Application::showDeleted(bool whole)
{
    m_window->showJoin({}, said(whole ? kDeleted : kHalfDeleted), whole ? Tone::Good : Tone::Warn);
}

void Application::openProfile(const Credentials& credentials)
{
    if (!QDir().mkpath(m_folders.profile(credentials.profile))) {
        showStoreTrouble({ErrorCode::Io, {}});
        return;
    }
    const auto keptBy = m_session->memoryOnly() ? CredentialStore::Kind::MemoryOnly : m_session->keptBy();
    if (!m_folders.markKeptBy(credentials.profile, keptBy)) {
        logWarning("app", u"a profile could not be marked"_s);
    }
    ShiftRuntime::Parts parts;
    parts.credentials = credentials;
    parts.databasePath = m_folders.database(credentials.profile);
    parts.connect = [this, credentials](const LocalRecord& record) {
        return makeGateways(credentials.gateway, credentials.pin, credentials.kind, m_clock, record);
    };
    parts.connectivity = connectivityFor(credentials.gateway);
    parts.memoryOnly = m_session->memoryOnly();
    parts.passphrase = keptBy == CredentialStore::Kind::Passphrase;
    parts.lookEvery = m_lookEvery;
    run(std::move(parts));
}

void Application::goOnWith(const Credentials& credentials)
{
    if (!m_runtime || m_practice) {
        return;
    }
    m_runtime->takeToken(credentials.token);
    if (m_runtime->ending()) {
        showEnding();
    } else if (!m_window->hasShift()) {
        tryAgain(); // The first campaign had not come.
    }
}

void Application::startPractice()
{
    m_practising = true;
    m_practice.reset();
    m_window->showWaiting(said("Getting practice ready"), said("Fictional people, no account, no network."));
    Practice::Options options;
    options.folder = m_folders.practice();
    options.seed = m_line.seed;
    options.speed = m_line.speed;
    options.demonstration = !m_line.demoFolder.isEmpty();
    auto practice = Practice::start(options, m_clock, m_random);
    if (!practice) {
        showStoreTrouble(practice.error());
        return;
    }
    m_practice = std::move(practice).value();
    m_practice->join(said("Alex"), [this](GatewayResult<ShiftRuntime::Parts> answer) {
        if (!answer) {
            m_window->showTrouble(said("Practice cannot start"), words::transport(answer.error()));
            return;
        }
        run(std::move(answer).value());
    });
}

void Application::run(ShiftRuntime::Parts parts)
{
    auto runtime = ShiftRuntime::start(std::move(parts), m_clock, m_random);
    if (!runtime) {
        logError("app", u"the profile does not open: "_s + runtime.error().detail);
        showStoreTrouble(runtime.error());
        return;
    }
    m_runtime = std::move(runtime).value();
    if (m_runtime->ending()) {
        beginEnding();
        return;
    }
    if (m_practice) {
        m_practice->follow(m_runtime->store());
    }
    connect(m_runtime.get(), &ShiftRuntime::over, this, &Application::endShift, Qt::QueuedConnection);
    connect(m_runtime.get(), &ShiftRuntime::damageFound, this, [this] {
        m_window->showNotice(said("The file on this computer turned out to be damaged. Close Textbank and open it "
                                  "again: your shift is then restored from its copy."));
    });
    connect(m_runtime.get(), &ShiftRuntime::ready, this, &Application::showShift);
    connect(m_runtime.get(), &ShiftRuntime::nothingYet, this, &Application::showNothingYet);
    connect(m_runtime.get(), &ShiftRuntime::failed, this, &Application::showNotArrived);
    connect(m_runtime.get(), &ShiftRuntime::repliesArrived, this, [this] {
        if (!m_window->isActiveWindow()) {
            QApplication::alert(m_window.get()); // Says that something came, never from whom or what.
        }
    });
}

void Application::showShift()
{
    if (m_startingOver) {
        return; // Nobody works on what is being deleted.
    }
    if (const auto& report = m_runtime->recovery()) {
        const auto words = words::recovered(*report, m_clock.now());
        m_window->showTrouble(words.title, words.text, MainWindow::Remedy::GoOn);
        return;
    }
    m_window->openShift(m_runtime->shift());
    sayKeyNotice();
    if (!m_line.demoFolder.isEmpty() && !m_demo && m_practice) {
        m_demo = std::make_unique<Demo>(*m_window, *m_runtime, *m_practice, m_line.demoFolder, m_line.demoContacts);
        m_demo->begin();
    }
}

void Application::showNothingYet()
{
    if (m_startingOver) {
        return;
    }
    m_window->showTrouble(said("No campaign for you yet"),
                          said("You are signed in, and nobody has given you a campaign so far. Leave this window "
                               "open: it goes on by itself as soon as somebody does. Or ask staff for the link of "
                               "their campaign, start over and join with it."),
                          MainWindow::Remedy::TryAgainOrStartOver);
}

void Application::showNotArrived(const TransportError& error)
{
    if (m_startingOver) {
        return;
    }
    // A sign-in that ended before the first campaign came leads nowhere.
    const auto over = error.meaning == Meaning::NotSignedIn && !m_practice;
    if (over && m_runtime->canSignInAgain()) {
        SyncStatus status;
        status.state = SyncState::SignedOut;
        m_window->showTrouble(said("The campaign has not arrived yet"),
                              words::syncExplained(status, words::WayBack::Password),
                              MainWindow::Remedy::SignInOrStartOver);
        return;
    }
    m_window->showTrouble(said("The campaign has not arrived yet"), words::transport(error),
                          over ? MainWindow::Remedy::TryAgainOrStartOver : MainWindow::Remedy::TryAgain);
}

void Application::finishShift()
{
    m_window->closeShift();
    m_clipboard->clear();
    if (!m_runtime) {
        return;
    }
    const auto wiped = ShiftRuntime::wipe(std::move(m_runtime));
    m_runtime.reset();
    if (m_practice) {
        endPractice();
        if (m_keychain || (m_secrets && !m_local)) {
            restore();
        } else {
            m_window->showWaiting(said("Practice is over"), said("Looking for your computer's keychain."));
            chooseSecrets();
        }
        return;
    }
    destroyShift(profileInUse(), wiped.has_value(), std::nullopt);
}

QString Application::profileInUse() const
{
    const auto* credentials = m_session->credentials();
    return credentials != nullptr ? credentials->profile : QString();
}

void Application::destroyShift(const QString& profile, bool wiped, const std::optional<SessionEnd>& over)
{
    // The page that stands there else may be of another time; a keychain that is locked takes its own.
    m_window->showWaiting(said("Deleting your shift"),
                          said("If your computer asks for the password of its keychain, type it there."));
    const auto removed = profile.isEmpty() || removeFolder(m_folders.profile(profile));
    const auto filesGone = wiped && removed;
    const auto inKeychain = m_session->keptBy() == CredentialStore::Kind::Keychain;
    m_session->leave([this, profile, wiped, filesGone, inKeychain, over](const Result<void>& forgotten) {
        using Leftover = endwords::Leftover;
        const auto sealed = filesGone && forgotten ? Leftover::None : Leftover::Sealed;
        if (forgotten || !inKeychain) {
            showDestroyed(sealed, over);
            return;
        }
        m_destroyAgain = [this, profile, wiped, over] { destroyShift(profile, wiped, over); };
        showDestroyed(filesGone ? Leftover::KeychainEntry : Leftover::KeychainEntryAndFiles, over);
    });
}

void Application::showDestroyed(endwords::Leftover leftover, const std::optional<SessionEnd>& over)
{
    const auto finished = said("Your shift is finished");
    const auto words = over ? endwords::over(*over, leftover) : words::Said{finished, endwords::left(leftover)};
    if (m_destroyAgain) {
        m_window->showTrouble(words.title, words.text, MainWindow::Remedy::TryAgainOrJoin);
    } else if (over) {
        m_window->showEnding(words, MainWindow::EndingStage::Over);
    } else if (leftover == endwords::Leftover::None) {
        m_window->showJoin({}, said("Your shift is finished. Nothing of it is left on this laptop. Thank you!"));
    } else {
        m_window->showJoin({}, finished + u". "_s + words.text, Tone::Warn);
    }
}

void Application::endShift(EndReason reason)
{
    if (!m_runtime || m_runtime->ending() || m_practice) {
        return; // Finished meanwhile.
    }
    m_clipboard->clear();
    m_window->closeShift(); // Nothing of a contact stays on the screen, whatever comes next.
    m_window->showWaiting(said("Removing your contacts"), {});
    if (const auto ended = m_runtime->end(reason); !ended) {
        logError("app", u"the contacts could not be forgotten: "_s + ended.error().detail);
        m_runtime.reset();
        showStoreTrouble(ended.error());
        return;
    }
    beginEnding();
}

void Application::beginEnding()
{
    auto* ending = m_runtime->ending();
    connect(ending, &Ending::moved, this, &Application::showEnding);
    connect(
        ending, &Ending::finished, this,
        [this] {
            if (!m_runtime || !m_runtime->ending()) {
                return; // Given up meanwhile.
            }
            auto end = m_runtime->ending()->end();
            if (const auto refused = m_runtime->store().refused()) {
                end.refused.optOuts += refused->optOuts;
                end.refused.others += refused->others;
            }
            const auto wiped = ShiftRuntime::wipe(std::move(m_runtime));
            m_runtime.reset();
            destroyShift(profileInUse(), wiped.has_value(), end);
        },
        Qt::QueuedConnection);
    ending->begin();
    showEnding();
}

void Application::showEnding()
{
    const auto* ending = m_runtime ? m_runtime->ending() : nullptr;
    if (!ending) {
        return;
    }
    const auto waiting = ending->waiting();
    const auto status = ending->status();
    const auto back = m_runtime->canSignInAgain() ? words::WayBack::Password : words::WayBack::Staff;
    const auto signIn = back == words::WayBack::Password && status.state == SyncState::SignedOut;
    const auto stage = waiting.open() == 0 ? MainWindow::EndingStage::Sending
                       : signIn            ? MainWindow::EndingStage::SignIn
                                           : MainWindow::EndingStage::Waiting;
    m_window->showEnding(endwords::ending(ending->end(), waiting, status, m_runtime->isMemoryOnly(), back), stage,
                         m_runtime->isMemoryOnly() && waiting.open() > 0);
}

void Application::practiceAgain()
{
    m_window->closeShift();
    if (m_runtime) {
        (void)ShiftRuntime::wipe(std::move(m_runtime));
        m_runtime.reset();
    }
    endPractice();
    startPractice();
}

void Application::endPractice()
{
    m_practising = false;
    m_practice.reset();
    (void)removeFolder(m_folders.practice());
}

void Application::removeOrphans(const QString& keep)
{
    // A profile whose key is not in the keychain any more can never be opened again. While the keychain does not
    // answer, its profiles wait for it.
    const auto waiting = m_session->keptBy() == CredentialStore::Kind::Keychain && !m_session->memoryOnly()
                             ? QStringList()
                             : m_folders.keptProfiles();
    for (const auto& name : m_folders.profileFolders()) {
        if (name != keep && !waiting.contains(name) && !removeFolder(m_folders.profile(name))) {
            logWarning("app", u"an old profile could not be removed"_s);
        }
    }
}

void Application::quit()
{
    if (m_runtime) {
        m_runtime->flush();
    }
    QCoreApplication::quit();
}

void Application::called(const QString& message)
{
    if (!m_window) {
        return;
    }
    m_window->setWindowState(m_window->windowState() & ~Qt::WindowMinimized);
    m_window->raise();
    m_window->activateWindow();
    if (message.isEmpty()) {
        return;
    }
    if (m_window->hasShift()) {
        m_window->showNotice(said("You are in a shift already. Finish it before you join another campaign."));
        return;
    }
    const auto* lock = m_session->lock();
    const auto locked = lock && lock->lockState() == PassphraseLock::State::Locked;
    if (m_runtime || m_practising || locked || m_session->state() != Session::State::Empty) {
        m_window->showNotice(said("Textbank is not ready for a join link. Follow this page first, then open the link "
                                  "again."));
        return;
    }
    if (const auto link = parseJoinLink(message)) {
        m_window->showJoin(*link);
    } else {
        m_window->showJoin({},
                           said("That join link cannot be read. Copy it whole from the message you got, or type the "
                                "gateway's address and the code."),
                           Tone::Warn);
    }
}

} // namespace textbank
