#include "ui/settings/ActionMap.h"

#include "ui/settings/Preferences.h"
#include "ui/widgets/KeyNames.h"

#include <QAbstractSpinBox>
#include <QComboBox>
#include <QCoreApplication>
#include <QKeyEvent>
#include <QKeySequenceEdit>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTextEdit>

namespace textbank {

using namespace Qt::StringLiterals;

namespace {

ActionMap* theCurrent = nullptr;

QKeySequence key(int combined) { return {combined}; }
QKeySequence ctrl(int k) { return key(static_cast<int>(Qt::ControlModifier) | k); }

QList<ActionMap::Action> allActions()
{
    using A = ActionMap::Action;
    constexpr auto g = ActionScope::Global;
    constexpr auto d = ActionScope::Desk;
    constexpr auto i = ActionScope::Inbox;
    constexpr auto e = ActionScope::Editor;
    return {
        A{u"desk.send"_s, d, u"send"_s, {key(Qt::Key_Return), ctrl(Qt::Key_Return)}, true},
        A{u"desk.edit"_s, d, u"edit"_s, {key(Qt::Key_E), key(Qt::Key_F2)}, false},
        A{u"desk.mend"_s, d, u"edit"_s, {key(Qt::Key_M), key(int(Qt::AltModifier) | Qt::Key_M)}, false},
        A{u"desk.skip"_s, d, u"skip"_s, {key(Qt::Key_S)}, false},
        A{u"desk.wrongNumber"_s, d, u"wrong-number"_s, {key(Qt::Key_W)}, false},
        A{u"desk.optOut"_s, d, u"opt-out"_s, {key(Qt::Key_O)}, false},
        A{u"desk.escalate"_s, d, u"hand-over"_s, {key(Qt::Key_H)}, false},
        A{u"desk.tag"_s, d, u"tag"_s, {key(Qt::Key_T)}, false},
        A{u"desk.answer"_s, d, u"answer"_s, {key(Qt::Key_A)}, false},
        A{u"desk.note"_s, d, u"note"_s, {key(Qt::Key_N)}, false},
        A{u"desk.blocked"_s, d, u"clock"_s, {key(Qt::Key_B)}, false},
        A{u"inbox.send"_s, i, u"send"_s, {ctrl(Qt::Key_Return)}, true},
        A{u"inbox.edit"_s, i, u"edit"_s, {key(Qt::Key_E), key(Qt::Key_F2)}, false},
        A{u"inbox.mend"_s, i, u"edit"_s, {key(Qt::Key_M), key(int(Qt::AltModifier) | Qt::Key_M)}, false},
        A{u"inbox.setAside"_s, i, u"set-aside"_s, {key(Qt::Key_S)}, false},
        A{u"inbox.wrongNumber"_s, i, u"wrong-number"_s, {key(Qt::Key_W)}, false},
        A{u"inbox.optOut"_s, i, u"opt-out"_s, {key(Qt::Key_O)}, false},
        A{u"inbox.escalate"_s, i, u"hand-over"_s, {key(Qt::Key_H)}, false},
        A{u"inbox.tag"_s, i, u"tag"_s, {key(Qt::Key_T)}, false},
        A{u"inbox.answer"_s, i, u"answer"_s, {key(Qt::Key_A)}, false},
        A{u"inbox.note"_s, i, u"note"_s, {key(Qt::Key_N)}, false},
        A{u"inbox.close"_s, i, u"archive"_s, {key(Qt::Key_C)}, false},
        A{u"inbox.reopen"_s, i, u"reopen"_s, {key(Qt::Key_R)}, false},
        A{u"inbox.reveal"_s, i, u"eye"_s, {key(Qt::Key_V)}, false},
        A{u"inbox.next"_s, i, u"chevron-down"_s, {key(Qt::Key_J)}, false},
        A{u"inbox.previous"_s, i, u"chevron-down"_s, {key(Qt::Key_K)}, false},
        A{u"editor.new"_s, e, u"plus"_s, {ctrl(Qt::Key_N)}, false},
        A{u"editor.save"_s, e, u"check"_s, {ctrl(Qt::Key_S)}, false},
        A{u"editor.remove"_s, e, u"close"_s, {ctrl(Qt::Key_D)}, false},
        A{u"editor.previous"_s, e, u"chevron-left"_s, {key(Qt::Key_F7)}, false},
        A{u"editor.next"_s, e, u"chevron-right"_s, {key(Qt::Key_F8)}, false},
        A{u"editor.nextBlocked"_s, e, u"warning"_s, {key(int(Qt::ShiftModifier) | Qt::Key_F8)}, false},
        A{u"app.undo"_s, g, u"undo"_s, {ctrl(Qt::Key_Z)}, false},
        A{u"app.find"_s, g, u"search"_s, {ctrl(Qt::Key_K)}, false},
        A{u"app.firstMessages"_s, g, u"message"_s, {ctrl(Qt::Key_1)}, false},
        A{u"app.replies"_s, g, u"reply"_s, {ctrl(Qt::Key_2)}, false},
        A{u"app.snippets"_s, g, u"bookmark"_s, {ctrl(Qt::Key_E)}, false},
        A{u"app.brief"_s, g, u"brief"_s, {ctrl(Qt::Key_B)}, false},
        A{u"app.settings"_s, g, u"settings"_s, {ctrl(Qt::Key_Comma)}, false},
        A{u"app.help"_s, g, u"help"_s, {key(Qt::Key_F1), key(Qt::Key_Question)}, false},
        A{u"app.connection"_s, g, u"sync"_s, {ctrl(Qt::Key_I)}, false},
        A{u"app.finish"_s, g, u"flag"_s, {key(int(Qt::ControlModifier) | int(Qt::ShiftModifier) | Qt::Key_F)}, false},
    };
}

bool clash(ActionScope a, ActionScope b) { return a == b || a == ActionScope::Global || b == ActionScope::Global; }

} // namespace

ActionMap::ActionMap(Preferences& preferences, QObject* parent)
    : QObject(parent)
    , m_preferences(preferences)
    , m_actions(allActions())
{
    theCurrent = this;
    const auto saved = preferences.keys();
    for (auto it = saved.begin(); it != saved.end(); ++it) {
        if (action(it.key()))
            m_changed.insert(it.key(), it.value());
    }
    connect(&preferences, &Preferences::changed, this, &ActionMap::changed);
}

ActionMap::~ActionMap()
{
    if (theCurrent == this)
        theCurrent = nullptr;
}

ActionMap& ActionMap::current()
{
    Q_ASSERT(theCurrent);
    return *theCurrent;
}

const ActionMap::Action* ActionMap::action(const QString& id) const
{
    for (const Action& action : m_actions) {
        if (action.id == id)
            return &action;
    }
    return nullptr;
}

QString ActionMap::title(const QString& id)
{
    static const QMap<QString, const char*> titles{
        {u"desk.send"_s, QT_TRANSLATE_NOOP("Actions", "Send")},
        {u"desk.edit"_s, QT_TRANSLATE_NOOP("Actions", "Edit this message")},
        {u"desk.mend"_s, QT_TRANSLATE_NOOP("Actions", "Mend the text as offered")},
        {u"desk.skip"_s, QT_TRANSLATE_NOOP("Actions", "Skip for now")},
        {u"desk.wrongNumber"_s, QT_TRANSLATE_NOOP("Actions", "Wrong number")},
        {u"desk.optOut"_s, QT_TRANSLATE_NOOP("Actions", "Opt out")},
        {u"desk.escalate"_s, QT_TRANSLATE_NOOP("Actions", "Hand to staff")},
        {u"desk.tag"_s, QT_TRANSLATE_NOOP("Actions", "Tag")},
        {u"desk.answer"_s, QT_TRANSLATE_NOOP("Actions", "Record an answer")},
        {u"desk.note"_s, QT_TRANSLATE_NOOP("Actions", "Note")},
        {u"desk.blocked"_s, QT_TRANSLATE_NOOP("Actions", "Who cannot be texted now")},
        {u"inbox.send"_s, QT_TRANSLATE_NOOP("Actions", "Send")},
        {u"inbox.edit"_s, QT_TRANSLATE_NOOP("Actions", "Write a reply")},
        {u"inbox.mend"_s, QT_TRANSLATE_NOOP("Actions", "Mend the text as offered")},
        {u"inbox.setAside"_s, QT_TRANSLATE_NOOP("Actions", "Set aside")},
        {u"inbox.wrongNumber"_s, QT_TRANSLATE_NOOP("Actions", "Wrong number")},
        {u"inbox.optOut"_s, QT_TRANSLATE_NOOP("Actions", "Opt out")},
        {u"inbox.escalate"_s, QT_TRANSLATE_NOOP("Actions", "Hand to staff")},
        {u"inbox.tag"_s, QT_TRANSLATE_NOOP("Actions", "Tag")},
        {u"inbox.answer"_s, QT_TRANSLATE_NOOP("Actions", "Record an answer")},
        {u"inbox.note"_s, QT_TRANSLATE_NOOP("Actions", "Note")},
        {u"inbox.close"_s, QT_TRANSLATE_NOOP("Actions", "Close the conversation")},
        {u"inbox.reopen"_s, QT_TRANSLATE_NOOP("Actions", "Reopen the conversation")},
        {u"inbox.reveal"_s, QT_TRANSLATE_NOOP("Actions", "Show or hide a hostile reply")},
        {u"inbox.next"_s, QT_TRANSLATE_NOOP("Actions", "Next conversation")},
        {u"inbox.previous"_s, QT_TRANSLATE_NOOP("Actions", "Previous conversation")},
        {u"editor.new"_s, QT_TRANSLATE_NOOP("Actions", "New saved reply")},
        {u"editor.save"_s, QT_TRANSLATE_NOOP("Actions", "Save")},
        {u"editor.remove"_s, QT_TRANSLATE_NOOP("Actions", "Delete")},
        {u"editor.previous"_s, QT_TRANSLATE_NOOP("Actions", "Preview the previous contact")},
        {u"editor.next"_s, QT_TRANSLATE_NOOP("Actions", "Preview the next contact")},
        {u"editor.nextBlocked"_s, QT_TRANSLATE_NOOP("Actions", "Preview the next contact who is stopped")},
        {u"app.undo"_s, QT_TRANSLATE_NOOP("Actions", "Undo")},
        {u"app.find"_s, QT_TRANSLATE_NOOP("Actions", "Find anything")},
        {u"app.firstMessages"_s, QT_TRANSLATE_NOOP("Actions", "First messages")},
        {u"app.replies"_s, QT_TRANSLATE_NOOP("Actions", "Replies")},
        {u"app.snippets"_s, QT_TRANSLATE_NOOP("Actions", "Saved replies")},
        {u"app.brief"_s, QT_TRANSLATE_NOOP("Actions", "Brief")},
        {u"app.settings"_s, QT_TRANSLATE_NOOP("Actions", "Settings")},
        {u"app.help"_s, QT_TRANSLATE_NOOP("Actions", "Keys and help")},
        {u"app.connection"_s, QT_TRANSLATE_NOOP("Actions", "Connection details")},
        {u"app.finish"_s, QT_TRANSLATE_NOOP("Actions", "Finish shift")},
    };
    const char* const text = titles.value(id, nullptr);
    return text ? QCoreApplication::translate("Actions", text) : QString();
}

QList<QKeySequence> ActionMap::keys(const QString& id) const
{
    if (const auto it = m_changed.find(id); it != m_changed.end())
        return *it;
    const Action* found = action(id);
    return found ? found->defaults : QList<QKeySequence>();
}

QString ActionMap::keyTextWhileTyping(const QString& id) const
{
    for (const QKeySequence& sequence : keys(id)) {
        if (sequence.isEmpty() ||
            !(sequence[0].keyboardModifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier)))
            continue;
        return keyName(sequence);
    }
    return {};
}

QString ActionMap::keyText(const QString& id) const
{
    for (const QKeySequence& sequence : keys(id)) {
        if (isSingleLetter(sequence) && !singleLetters())
            continue;
        return keyName(sequence);
    }
    return {};
}

QKeySequence ActionMap::combination(const QKeyEvent& event)
{
    int k = event.key();
    if (k == Qt::Key_Enter)
        k = Qt::Key_Return;
    Qt::KeyboardModifiers modifiers = event.modifiers() & ~(Qt::KeypadModifier | Qt::GroupSwitchModifier);
    const bool makesCharacter = k >= 0x21 && k <= 0xFF && !QChar(k).isLetterOrNumber();
    if (makesCharacter)
        modifiers &= ~Qt::ShiftModifier;
    return key(static_cast<int>(modifiers) | k);
}

QString ActionMap::match(const QKeyEvent& event, ActionScope scope) const
{
    const QKeySequence pressed = combination(event);
    if (isSingleLetter(pressed) && !singleLetters())
        return {};
    for (const Action& candidate : m_actions) {
        if (candidate.scope != scope && candidate.scope != ActionScope::Global)
            continue;
        if (keys(candidate.id).contains(pressed))
            return candidate.id;
    }
    return {};
}

bool ActionMap::isSend(const QString& id) const
{
    const Action* found = action(id);
    return found && found->sends;
}

QString ActionMap::conflict(const QString& id, const QKeySequence& sequence) const
{
    const Action* mine = action(id);
    if (!mine)
        return {};
    for (const Action& other : m_actions) {
        if (other.id != id && clash(other.scope, mine->scope) && keys(other.id).contains(sequence))
            return other.id;
    }
    return {};
}

bool ActionMap::setKeys(const QString& id, const QList<QKeySequence>& sequences)
{
    const Action* mine = action(id);
    if (!mine)
        return false;
    for (const QKeySequence& sequence : sequences) {
        if (sequence.count() != 1 || (mine->sends && isSingleLetter(sequence)) || !conflict(id, sequence).isEmpty())
            return false;
    }
    if (sequences == mine->defaults)
        m_changed.remove(id);
    else
        m_changed.insert(id, sequences);
    save();
    return true;
}

void ActionMap::reset(const QString& id)
{
    const Action* mine = action(id);
    if (!mine || !m_changed.contains(id))
        return;
    // Whoever took one of these keys meanwhile gives it back.
    m_changed.remove(id);
    for (const QKeySequence& sequence : mine->defaults) {
        for (QString other = conflict(id, sequence); !other.isEmpty(); other = conflict(id, sequence)) {
            QList<QKeySequence> rest = keys(other);
            rest.removeAll(sequence);
            m_changed.insert(other, rest);
        }
    }
    save();
}

void ActionMap::resetAll()
{
    m_changed.clear();
    save();
}

bool ActionMap::singleLetters() const { return m_preferences.singleLetterKeys(); }

Qt::KeyboardModifier ActionMap::suggestionModifier()
{
#ifdef Q_OS_MACOS
    return Qt::MetaModifier; // Option and a digit is a letter there.
#else
    return Qt::AltModifier;
#endif
}

QKeySequence ActionMap::suggestionKey(int number)
{
    return key(static_cast<int>(suggestionModifier()) | (Qt::Key_0 + number));
}

bool ActionMap::isSingleLetter(const QKeySequence& sequence)
{
    if (sequence.count() != 1)
        return false;
    const QKeyCombination combo = sequence[0];
    const Qt::KeyboardModifiers modifiers = combo.keyboardModifiers() & ~Qt::ShiftModifier;
    return modifiers == Qt::NoModifier && combo.key() >= Qt::Key_Space && combo.key() < Qt::Key_Escape;
}

bool ActionMap::isTextField(const QWidget* focus)
{
    if (!focus)
        return false;
    if (const auto* line = qobject_cast<const QLineEdit*>(focus))
        return !line->isReadOnly();
    if (const auto* plain = qobject_cast<const QPlainTextEdit*>(focus))
        return !plain->isReadOnly();
    if (const auto* rich = qobject_cast<const QTextEdit*>(focus))
        return !rich->isReadOnly();
    return qobject_cast<const QAbstractSpinBox*>(focus) || qobject_cast<const QKeySequenceEdit*>(focus) ||
           (qobject_cast<const QComboBox*>(focus) && qobject_cast<const QComboBox*>(focus)->isEditable());
}

void ActionMap::save()
{
    m_preferences.setKeys(m_changed); // emits changed()
}

} // namespace textbank
