#pragma once

#include <QWidget>

namespace textbank {

class KeyCap;

/// A small heading with the key that leads to what is under it.
class KeyTitle : public QWidget
{
    Q_OBJECT
public:
    KeyTitle(const QString& text, const QString& actionId, QWidget* parent = nullptr);
    /// Keys that do something else now: not shown.
    void setTaken(const QStringList& keys);

private:
    void followKey();

    QString m_action;
    QStringList m_taken;
    KeyCap* m_key;
};

} // namespace textbank
