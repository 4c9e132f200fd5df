#pragma once

#include <QKeySequence>
#include <QList>
#include <QMap>
#include <QObject>
#include <QString>

class QKeyEvent;
class QWidget;

namespace textbank {

class Preferences;

/// Where an action means something. Keys of Global actions clash with all, those of the two desks and of the editor of
/// saved replies only with their own.
enum class ActionScope { Global, Desk, Inbox, Editor };

/// Every action that has a key: its id ("desk.skip", "inbox.close", "app.undo"), its name in words and the keys in
/// force.
class ActionMap : public QObject
{
    Q_OBJECT
public:
    struct Action
    {
        QString id;
        ActionScope scope = ActionScope::Global;
        QString icon;                 ///< Name for Theme::icon.
        QList<QKeySequence> defaults; ///< Most telling first.
        bool sends = false; ///< Puts a text in the outbox: goes through the press guard, never through KeyRouter.
    };
    explicit ActionMap(Preferences& preferences, QObject* parent = nullptr);
    ~ActionMap() override;
    /// The map in force; set by the constructor.
    static ActionMap& current();

    const QList<Action>& actions() const { return m_actions; }
    const Action* action(const QString& id) const;
    static QString title(const QString& id); ///< "Skip for now", translated.

    QList<QKeySequence> keys(const QString& id) const;
    /// The first key as a person reads it ("Ctrl+Enter", "S"); empty when there is none or single letters are off.
    QString keyText(const QString& id) const;
    /// Of the first key that types nothing: for what can be done while a text field has the focus.
    QString keyTextWhileTyping(const QString& id) const;
    /// The id of the action of `scope` (or Global) whose key this is; empty for none. Knows nothing of focus.
    QString match(const QKeyEvent& event, ActionScope scope) const;
    bool isSend(const QString& id) const;
    /// The event as it would be written down: without the keypad bit, Enter for both enters, and without Shift where
    /// Shift only made the character ("?").
    static QKeySequence combination(const QKeyEvent& event);

    /// The action that already has this key where `id` would act; empty when it is free.
    QString conflict(const QString& id, const QKeySequence& key) const;
    /// False, and nothing changed, for a key in conflict, for a single letter on a send, and for more than one stroke.
    bool setKeys(const QString& id, const QList<QKeySequence>& keys);
    void reset(const QString& id);
    void resetAll();

    bool singleLetters() const;
    /// With a digit it takes a suggestion, also while one types: no key that would make a character.
    static Qt::KeyboardModifier suggestionModifier();
    static QKeySequence suggestionKey(int number);
    /// A key without modifiers that would type a character.
    static bool isSingleLetter(const QKeySequence& key);
    /// The key event belongs to a field one types in.
    static bool isTextField(const QWidget* focus);

signals:
    void changed();

private:
    void save();

    Preferences& m_preferences;
    QList<Action> m_actions;
    QMap<QString, QList<QKeySequence>> m_changed;
};

} // namespace textbank
