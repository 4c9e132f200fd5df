#pragma once

#include <QApplication>
#include <QEvent>
#include <QStringList>
#include <QWidget>

namespace textbank {

/// Every title that any window had while this lives: what a taskbar, a screen share and other programs get to see.
class TitleWatch : public QObject
{
public:
    TitleWatch() { QCoreApplication::instance()->installEventFilter(this); }

    const QStringList& titles() const { return m_titles; }
    /// The first that holds one of these words, whatever its case; empty for none.
    QString firstWith(const QStringList& words) const
    {
        for (const auto& title : m_titles) {
            for (const auto& word : words) {
                if (!word.isEmpty() && title.contains(word, Qt::CaseInsensitive)) {
                    return title;
                }
            }
        }
        return {};
    }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        const auto type = event->type();
        if (watched->isWidgetType() && (type == QEvent::WindowTitleChange || type == QEvent::Show)) {
            const auto* widget = static_cast<const QWidget*>(watched);
            for (const auto& title : {widget->windowTitle(), widget->windowIconText(), widget->windowFilePath()}) {
                if (!title.isEmpty() && !m_titles.contains(title)) {
                    m_titles.append(title);
                }
            }
        }
        return false;
    }

private:
    QStringList m_titles;
};

} // namespace textbank
