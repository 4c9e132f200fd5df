#pragma once

#include "ui/settings/ActionMap.h"

#include <QWidget>

class QKeySequenceEdit;

namespace textbank {

class Button;
class Label;

/// One action's keys in the settings: shows them, takes a new one, says which action has it already.
class KeyEditor : public QWidget
{
    Q_OBJECT
public:
    KeyEditor(ActionMap& actions, const QString& id, QWidget* parent = nullptr);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void showKeys();
    void record();
    void endRecording();
    void take(const QKeySequence& key);

    ActionMap& m_actions;
    QString m_id;
    Label* m_problem;
    QKeySequenceEdit* m_edit;
    Button* m_keys;
    Button* m_reset;
};

} // namespace textbank
