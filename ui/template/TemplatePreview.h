#pragma once

#include <QWidget>

namespace textbank {

class Banner;
class Bubble;
class Button;
class Label;
class TemplateTrial;

/// The message as the shown contact would get it, and the ways to the other contacts.
class TemplatePreview : public QWidget
{
    Q_OBJECT
public:
    explicit TemplatePreview(QWidget* parent = nullptr);
    void show(const TemplateTrial& trial);
    /// What it costs in segments is told with the text: with its plain form where that is shorter.
    void setMayChange(bool on);

signals:
    void previousRequested();
    void nextRequested();
    void nextBlockedRequested();
    void plainRequested(); ///< Write it with plain punctuation.

private:
    void showSegments(const QString& merged, bool canBePlain);

    Label* m_who;
    Button* m_previous;
    Button* m_next;
    Button* m_blocked;
    Bubble* m_bubble;
    Banner* m_problem;
    Label* m_segments;
    Button* m_plain;
    bool m_mayChange = true;
};

} // namespace textbank
