#pragma once

#include <QWidget>

class QCheckBox;
class QVBoxLayout;

namespace textbank {

class Button;
class Label;
class PassphraseEdit;

/// The last step of joining where there is no keychain: a passphrase that opens the shift again after a restart, or
/// nothing kept at all.
class PassphrasePage : public QWidget
{
    Q_OBJECT
public:
    explicit PassphrasePage(QWidget* parent = nullptr);
    void activate(); ///< Empties the fields and takes the focus.
    void clear();

signals:
    void chosen(const QString& passphrase);
    void keepNothing();
    void back();
    /// Why it cannot be taken; empty when she types again.
    void refused(const QString& sentence);

private:
    void submit();
    void applySizes();

    PassphraseEdit* m_first;
    PassphraseEdit* m_again;
    QCheckBox* m_show;
    QVBoxLayout* m_card = nullptr;
    QVBoxLayout* m_page = nullptr;
};

} // namespace textbank
