#pragma once

#include <QWidget>

class QLabel;
class QLineEdit;

namespace textbank {

class Button;
class Label;

/// One line of a form under its name, with what is wrong with it right below. A secret one is hidden until its eye is
/// pressed.
class FormField : public QWidget
{
    Q_OBJECT
public:
    enum class Kind { Plain, Secret };
    /// The line is found by `name`, its error by `name` and "Error", its eye by `name` and "Eye".
    explicit FormField(const QString& name, const QString& label, Kind kind = Kind::Plain, QWidget* parent = nullptr);

    QString text() const;
    void setText(const QString& text);
    void setHint(const QString& example);
    void setLongest(int characters);
    /// Shown, read out, and focused with what is in it selected; empty hides it.
    void setError(const QString& sentence);
    void clear(); ///< Empty, without an error, hidden again.
    void focus();

signals:
    void submitted();
    void edited();

private:
    void setShown(bool shown);
    void restyle();

    QLineEdit* m_line;
    QWidget* m_trouble;
    QLabel* m_icon;
    Label* m_error;
    Button* m_eye = nullptr;
};

} // namespace textbank
