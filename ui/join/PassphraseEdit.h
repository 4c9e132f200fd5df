#pragma once

#include <QWidget>

class QLineEdit;
class QVBoxLayout;

namespace textbank {

/// One line for a passphrase under its name; hidden until shown.
class PassphraseEdit : public QWidget
{
    Q_OBJECT
public:
    explicit PassphraseEdit(const QString& name, const QString& label, QWidget* parent = nullptr);
    QString text() const;
    void setShown(bool shown);
    void clear();
    void focus(); ///< With what is in it selected.

signals:
    void submitted();
    void edited();

private:
    QLineEdit* m_line;
};

} // namespace textbank
