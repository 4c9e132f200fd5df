#pragma once

#include "core/compose/Suggestions.h"

#include <QAbstractButton>

namespace textbank {

class Label;

/// One numbered suggestion with its whole text. Clicking fills the composer; it never sends.
class SuggestionCard : public QAbstractButton
{
    Q_OBJECT
public:
    explicit SuggestionCard(QWidget* parent = nullptr);
    /// `number` 1 to 9, or 0 for one without a key; `contact` may be null.
    void show(const Suggestion& suggestion, int number, const Contact* contact = nullptr);
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    void applySizes();

    Label* m_title;
    Label* m_text;
    Label* m_records;
    QString m_key;
};

} // namespace textbank
