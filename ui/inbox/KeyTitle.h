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

private:
    void followKey();

    QString m_action;
    KeyCap* m_key;
};

} // namespace textbank
