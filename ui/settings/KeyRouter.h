#pragma once

#include "ui/settings/ActionMap.h"

namespace textbank {

/// Turns key presses inside `root` and its children into action ids, by the ActionMap in force. Single letters act only
/// when no text field has the focus; auto-repeat does nothing; sends are left to the press guard. Events of hidden
/// roots are not looked at.
class KeyRouter : public QObject
{
    Q_OBJECT
public:
    KeyRouter(ActionScope scope, QWidget* root);

signals:
    void triggered(const QString& actionId);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    bool routes(const QKeyEvent& event, const QWidget& target, QString& id) const;

    ActionScope m_scope;
    QWidget* m_root;
};

} // namespace textbank
