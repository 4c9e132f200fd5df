#pragma once

#include "core/host/carrier/Carrier.h"
#include "core/session/PassphraseStore.h"
#include "tests/app/ProgramRig.h"
#include "tests/support/UnusualPeople.h"
#include "ui/inbox/Composer.h"
#include "ui/template/TemplateField.h"

#include <QApplication>
#include <QBuffer>
#include <QFile>
#include <QPlainTextEdit>
#include <sodium.h>

namespace textbank {

class QuietCarrier final : public Carrier
{
public:
    void submit(const Text& text) override { submitted.append(text); }
    QList<CarrierEvent> poll() override { return std::exchange(events, {}); }
    std::optional<Instant> nextEvent() const override { return std::nullopt; }

    QList<Text> submitted;
    QList<CarrierEvent> events;
};

/// A gateway in memory, open at every hour, with unusual::people().
class Venue
{
public:
    explicit Venue(const HttpFace::Options& options = {})
        : m_options(options)
    {
        Host::Options inMemory;
        inMemory.databasePath = QStringLiteral(":memory:");
        host = std::move(Host::open(inMemory, carrier, clock, random).value());
        campaign = host->importCampaign(unusual::campaign()).value();
        auto list = unusual::csv();
        QBuffer csv(&list);
        csv.open(QIODevice::ReadOnly);
        const auto report = host->importContacts(campaign, csv);
        if (!report || report->imported != unusual::people().size()) {
            qFatal("people were not imported");
        }
        open();
    }
    /// Reachable, at the address where it was before.
    void open()
    {
        auto listening = HttpFace::listen(*host, m_options);
        if (!listening) {
            qFatal("face: %s", qPrintable(listening.error().detail));
        }
        face = std::move(*listening);
        m_options.port = face->port();
    }
    void close() { face.reset(); }

    QString code()
    {
        Host::JoinCodeOptions options;
        options.uses = 10;
        return host->makeJoinCode(campaign, options).value();
    }
    void reply(int nth, const QString& text)
    {
        const auto& to = carrier.submitted.at(nth);
        CarrierEvent event;
        event.kind = CarrierEvent::Kind::Reply;
        event.message = MessageId{makeUuidV7(clock.now(), random)};
        event.from = to.to;
        event.text = text;
        event.at = clock.now();
        carrier.events.append(event);
        (void)host->takeCarrierEvents();
    }
    /// As staff do, of every device there is; how many that were.
    int endSessions()
    {
        int ended = 0;
        const auto sessions = host->sessions().value();
        for (const auto& session : sessions) {
            ended += host->endSessions(session.device.value, QStringLiteral("left the room")).value_or(0);
        }
        return ended;
    }

    SystemClock clock;
    SystemRandom random;
    QuietCarrier carrier;
    std::unique_ptr<Host> host;
    CampaignId campaign;
    std::unique_ptr<HttpFace> face;

private:
    HttpFace::Options m_options;
};

/// Time as it goes, and as much later as the test says.
class LaterClock final : public Clock
{
public:
    Instant now() const override { return m_system.now() + m_later; }
    Millis elapsed() const override { return m_system.elapsed() + m_later; }
    void advance(Millis by) { m_later += by; }

private:
    SystemClock m_system;
    Millis m_later{};
};

/// The program at work in that gateway's room.
class Worker : public ProgramRig
{
public:
    enum class Key {
        InKeychain,
        UnderPassphrase, ///< On a computer without a keychain,
        KeptNowhere,     ///< and where nobody wants a passphrase.
    };
    explicit Worker(Key key = Key::InKeychain)
        : m_key(key)
    {
    }
    ~Worker() { end(); }
    void start()
    {
        end();
        if (m_key != Key::InKeychain) {
            m_sealed = std::make_unique<PassphraseStore>(
                PassphraseStore::Options{
                    folders.passphraseFile(), {crypto_pwhash_OPSLIMIT_MIN, crypto_pwhash_MEMLIMIT_MIN}, 0},
                m_random);
            otherSecrets = m_sealed.get();
        }
        ProgramRig::start();
    }
    bool join(Venue& venue) { return join(venue.face->url().toString(), venue.code()); }
    /// By an address, or a link that says more than that.
    bool join(const QString& address, const QString& code)
    {
        start();
        if (!QTest::qWaitFor([this] { return button(QStringLiteral("continueButton")) != nullptr; }) ||
            !tryToJoin(address, code) ||
            !QTest::qWaitFor([this] { return button(QStringLiteral("joinButton")) != nullptr; }) ||
            !press(QStringLiteral("joinButton"))) {
            return false;
        }
        if (m_key != Key::InKeychain && !chooseHowToKeep()) {
            return false;
        }
        return QTest::qWaitFor([this] { return window().hasShift(); }, 10000);
    }
    /// The next day.
    bool startAgain()
    {
        start();
        if (m_key == Key::UnderPassphrase) {
            if (!QTest::qWaitFor([this] { return button(QStringLiteral("unlockButton")) != nullptr; })) {
                return false;
            }
            type(QStringLiteral("unlockField"), passphrase());
            press(QStringLiteral("unlockButton"));
        }
        return QTest::qWaitFor([this] { return program->window() != nullptr && window().hasShift(); }, 10000);
    }
    static QString passphrase() { return QStringLiteral("plum tractor over seven hillocks"); }
    bool finish()
    {
        screens()->go(MainWindowShift::Screen::End);
        return press(QStringLiteral("finishButton")) &&
               QTest::qWaitFor([this] { return shows(QStringLiteral("Your shift is finished")); }, 15000);
    }
    bool nothingIsLeft() const
    {
        return nothingIsStored() && folders.profileFolders().isEmpty() && !QFile::exists(folders.passphraseFile());
    }
    MainWindowShift* screens() const { return window().findChild<MainWindowShift*>(); }
    void key(Qt::Key which, Qt::KeyboardModifiers modifiers = {})
    {
        window().activateWindow();
        if (auto* focus = QApplication::focusWidget()) {
            QTest::keyClick(focus, which, modifiers);
        }
        QTest::qWait(150); // As fast as fingers are; sooner is a bounce.
    }
    /// The first messages, with a batch.
    bool pull()
    {
        screens()->go(MainWindowShift::Screen::FirstMessages);
        if (button(QStringLiteral("getBatch"))) {
            press(QStringLiteral("getBatch"));
        }
        return QTest::qWaitFor([this] { return shows(unusual::people().constFirst().first); }, 10000);
    }
    bool text(const Venue& venue, int texts)
    {
        for (int press = 0; press < 60 && venue.carrier.submitted.size() < texts; ++press) {
            key(Qt::Key_Return);
        }
        return venue.carrier.submitted.size() >= texts;
    }
    bool openReply()
    {
        screens()->go(MainWindowShift::Screen::Replies);
        for (int press = 0; press < 20 && !composer()->isVisible(); ++press) {
            key(Qt::Key_J);
        }
        return QTest::qWaitFor([this] { return composer()->isVisible(); }, 10000);
    }
    /// What the strip says of the connection.
    QString connection() const { return button(QStringLiteral("connection"))->accessibleName(); }
    /// Opens the connection's details, and tries again as long as they do not say so.
    bool connectionSays(const QString& words)
    {
        return QTest::qWaitFor(
                   [&] {
                       key(Qt::Key_I, Qt::ControlModifier);
                       return shows(words) || !press(QStringLiteral("tryNow"));
                   },
                   15000) &&
               shows(words);
    }
    Composer* composer() const { return window().findChild<Composer*>(); }

private:
    bool chooseHowToKeep()
    {
        if (!QTest::qWaitFor([this] { return button(QStringLiteral("chooseButton")) != nullptr; })) {
            return false;
        }
        if (m_key == Key::KeptNowhere) {
            return press(QStringLiteral("keepNothingButton"));
        }
        type(QStringLiteral("passphraseField"), passphrase());
        type(QStringLiteral("passphraseAgainField"), passphrase());
        return press(QStringLiteral("chooseButton"));
    }

    Key m_key;
    SystemRandom m_random;
    std::unique_ptr<PassphraseStore> m_sealed;
};

} // namespace textbank
