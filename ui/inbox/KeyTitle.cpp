#include "ui/inbox/KeyTitle.h"

#include "ui/settings/ActionMap.h"
#include "ui/widgets/KeyCap.h"
#include "ui/widgets/Label.h"

#include <QHBoxLayout>

namespace textbank {

KeyTitle::KeyTitle(const QString& text, const QString& actionId, QWidget* parent)
    : QWidget(parent)
    , m_action(actionId)
    , m_key(new KeyCap({}, this))
{
    setObjectName(actionId);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 4, 0, 0);
    row->addWidget(new Label(text, TextRole::Small, Tone::Muted, this));
    row->addWidget(m_key);
    row->addStretch(1);
    connect(&ActionMap::current(), &ActionMap::changed, this, &KeyTitle::followKey);
    followKey();
}

void KeyTitle::followKey()
{
    const QString key = ActionMap::current().keyText(m_action);
    m_key->setKey(key);
    m_key->setVisible(!key.isEmpty() && !m_taken.contains(key));
}

void KeyTitle::setTaken(const QStringList& keys)
{
    m_taken = keys;
    followKey();
}

} // namespace textbank
