#pragma once

#include <QTextBrowser>

namespace textbank {

/// A campaign's Markdown as one text as high as it needs. Loads nothing from anywhere: pictures stay out, links are
/// only reported.
class MarkdownText : public QTextBrowser
{
    Q_OBJECT
public:
    explicit MarkdownText(QWidget* parent = nullptr);
    void show(const QString& markdown);
    QVariant loadResource(int type, const QUrl& name) override;

protected:
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void restyle();
    void fit();

    QString m_markdown;
};

} // namespace textbank
