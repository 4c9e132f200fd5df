#pragma once

#include <QWidget>

namespace textbank {

class Label;

/// A number and what it counts.
class FigureTile : public QWidget
{
    Q_OBJECT
public:
    explicit FigureTile(QWidget* parent = nullptr);
    void show(int value, const QString& words);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

private:
    Label* m_value;
    Label* m_words;
};

} // namespace textbank
