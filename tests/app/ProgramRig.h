#pragma once

#include "app/desktop/Application.h"
#include "core/host/http/HttpFace.h"
#include "tests/core/host/HostRoom.h"
#include "tests/support/MemoryCredentials.h"
#include "ui/MainWindowShift.h"

#include <QAbstractButton>
#include <QLabel>
#include <QLineEdit>
#include <QTemporaryDir>
#include <QtTest>

namespace textbank {

/// The whole program in its real window on a folder of its own, with a keychain that the test holds.
class ProgramRig
{
public:
    explicit ProgramRig(CredentialStore::Kind kind = CredentialStore::Kind::Keychain)
        : secrets(kind)
        , folders(*prepareFolders(m_folder.filePath(QStringLiteral("data"))))
    {
    }
    void start(const CommandLine& line = {})
    {
        program =
            std::make_unique<Application>(line, folders, otherSecrets ? otherSecrets : &secrets, clock, lookEvery);
        program->begin();
    }
    void end() { program.reset(); }

    MainWindow& window() const { return *program->window(); }
    /// Whether a person can read these words in the window now.
    bool shows(const QString& words) const
    {
        const auto labels = window().findChildren<QLabel*>();
        return std::any_of(labels.cbegin(), labels.cend(),
                           [&](const QLabel* label) { return label->isVisible() && label->text().contains(words); });
    }
    QString allWords() const
    {
        QStringList all;
        for (const auto* label : window().findChildren<QLabel*>()) {
            if (label->isVisible() && !label->text().isEmpty()) {
                all.append(label->text());
            }
        }
        return all.join(QStringLiteral(" | "));
    }
    QAbstractButton* button(const QString& name) const
    {
        const auto found = window().findChildren<QAbstractButton*>(name);
        for (auto* button : found) {
            if (button->isVisible()) {
                return button;
            }
        }
        return nullptr;
    }
    bool press(const QString& name) const
    {
        auto* found = button(name);
        if (found) {
            found->click();
        }
        return found != nullptr;
    }
    void type(const QString& field, const QString& text) const
    {
        auto* line = window().findChild<QLineEdit*>(field);
        line->clear();
        QTest::keyClicks(line, text);
    }
    QString typed(const QString& field) const { return window().findChild<QLineEdit*>(field)->text(); }
    /// Types address or link, code and name, and goes on to whom that is.
    bool tryToJoin(const QString& address, const QString& code)
    {
        press(QStringLiteral("backButton"));
        type(QStringLiteral("addressField"), address);
        type(QStringLiteral("codeField"), code);
        type(QStringLiteral("nameField"), QStringLiteral("Robin Hale"));
        return press(QStringLiteral("continueButton"));
    }
    bool nothingIsStored() const { return secrets.entries().isEmpty() && folders.profiles().isEmpty(); }

private:
    QTemporaryDir m_folder;

public:
    mutable MemoryCredentials secrets;
    CredentialStore* otherSecrets = nullptr; ///< In place of `secrets`.
    const Clock* clock = nullptr;            ///< In place of the system's.
    Millis lookEvery = ShiftRuntime::kLookEvery;
    Folders folders;
    std::unique_ptr<Application> program;
};

/// A real gateway over loopback HTTP, at the real time.
class Room : public HostRoom
{
public:
    explicit Room(Millis ahead = {})
        : HostRoom(20)
    {
        clock.setNow(SystemClock().now() + ahead);
        auto listening = HttpFace::listen(*host, {});
        if (!listening) {
            qFatal("face: %s", qPrintable(listening.error().detail));
        }
        face = std::move(*listening);
    }
    QString address() const { return face->url().toString(); }

    std::unique_ptr<HttpFace> face;
};

} // namespace textbank
