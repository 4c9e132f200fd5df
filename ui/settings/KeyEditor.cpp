#include "ui/settings/KeyEditor.h"

#include "ui/widgets/Button.h"
#include "ui/widgets/KeyNames.h"
#include "ui/widgets/Label.h"

#include <QGridLayout>
#include <QKeyEvent>
#include <QKeySequenceEdit>

namespace textbank {

using namespace Qt::StringLiterals;

KeyEditor::KeyEditor(ActionMap& actions, const QString& id, QWidget* parent)
    : QWidget(parent)
    , m_actions(actions)
    , m_id(id)
    , m_problem(new Label(TextRole::Small, Tone::Bad, this))
    , m_edit(new QKeySequenceEdit(this))
    , m_keys(new Button({}, Button::Kind::Secondary, this))
    , m_reset(new Button(tr("Reset"), Button::Kind::Quiet, this))
{
    const QString title = ActionMap::title(id);
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    auto* name = new Label(title, TextRole::Body, Tone::Plain, this);
    name->setWordWrap(true);
    name->setBuddy(m_keys);
    grid->addWidget(name, 0, 0);
    grid->addWidget(m_reset, 0, 1);
    grid->addWidget(m_keys, 0, 2);
    grid->addWidget(m_edit, 0, 2);
    grid->addWidget(m_problem, 1, 0, 1, 3);
    grid->setColumnStretch(0, 1);
    m_keys->setObjectName(u"keys."_s + id);
    m_edit->setObjectName(u"edit."_s + id);
    m_edit->setAccessibleName(tr("New key for %1").arg(title));
    m_reset->setAccessibleName(tr("Reset the key for %1").arg(title));
    m_problem->setWordWrap(true);
    m_problem->hide();
    m_edit->hide();
    connect(m_keys, &QPushButton::clicked, this, &KeyEditor::record);
    m_edit->installEventFilter(this);
    connect(m_reset, &QPushButton::clicked, this, [this] {
        m_problem->hide();
        m_actions.reset(m_id);
    });
    connect(&m_actions, &ActionMap::changed, this, &KeyEditor::showKeys);
    showKeys();
}

void KeyEditor::showKeys()
{
    QStringList texts;
    for (const QKeySequence& key : m_actions.keys(m_id))
        texts.append(keyName(key));
    m_keys->setText(texts.isEmpty() ? tr("none") : texts.join(u",  "_s));
    m_keys->setAccessibleName(tr("%1: %2. Press to change.").arg(ActionMap::title(m_id), m_keys->text()));
    m_reset->setVisible(m_actions.keys(m_id) != m_actions.action(m_id)->defaults);
}

void KeyEditor::record()
{
    m_problem->hide();
    m_keys->hide();
    m_edit->clear();
    m_edit->show();
    m_edit->setFocus(Qt::OtherFocusReason);
}

void KeyEditor::endRecording()
{
    m_edit->hide();
    m_keys->show();
}

void KeyEditor::take(const QKeySequence& key)
{
    endRecording();
    m_keys->setFocus(Qt::OtherFocusReason);
    if (key == QKeySequence(Qt::Key_Escape))
        return;
    const QString other = m_actions.conflict(m_id, key);
    const QString shown = key.toString(QKeySequence::NativeText);
    if (!other.isEmpty())
        m_problem->setText(
            tr("%1 is the key of \"%2\" already. Change that one first.").arg(shown, ActionMap::title(other)));
    else if (!m_actions.setKeys(m_id, {key}))
        m_problem->setText(tr("%1 cannot be used here: a single letter never sends.").arg(shown));
    else
        return;
    m_problem->show();
}

bool KeyEditor::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_edit && event->type() == QEvent::FocusOut)
        endRecording();
    if (watched != m_edit || (event->type() != QEvent::KeyPress && event->type() != QEvent::ShortcutOverride))
        return QWidget::eventFilter(watched, event);
    // Taken at once; the field itself would wait a second for another stroke.
    const auto* key = static_cast<QKeyEvent*>(event);
    event->accept();
    const bool modifier = key->key() == Qt::Key_Shift || key->key() == Qt::Key_Control || key->key() == Qt::Key_Alt ||
                          key->key() == Qt::Key_Meta || key->key() == Qt::Key_AltGr || key->key() == Qt::Key_unknown;
    if (event->type() == QEvent::KeyPress && !modifier && !key->isAutoRepeat())
        take(ActionMap::combination(*key));
    return true;
}

} // namespace textbank
