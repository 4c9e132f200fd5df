#include "ui/widgets/TextMarks.h"

#include "ui/theme/Theme.h"
#include "ui/widgets/Tone.h"

#include <QPlainTextEdit>

namespace textbank {

void markText(QPlainTextEdit& editor, const QList<CheckFinding>& findings, const SegmentCount& segments)
{
    QList<QTextEdit::ExtraSelection> marks;
    const auto mark = [&](int position, int length, Tone tone) {
        QTextEdit::ExtraSelection each;
        each.cursor = QTextCursor(editor.document());
        each.cursor.setPosition(position);
        each.cursor.setPosition(position + length, QTextCursor::KeepAnchor);
        each.format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        each.format.setUnderlineColor(textColor(tone, Theme::current().colors()));
        marks.append(each);
    };
    const auto end = static_cast<int>(editor.toPlainText().size());
    for (const CheckFinding& finding : findings) {
        // A mark under the whole text would point at nothing.
        if (finding.length > 0 && finding.length < end && finding.position + finding.length <= end)
            mark(finding.position, finding.length, finding.blocks ? Tone::Bad : Tone::Warn);
    }
    for (const int culprit : segments.culprits) {
        if (culprit < end)
            mark(culprit, 1, Tone::Warn);
    }
    if (!marks.isEmpty() || !editor.extraSelections().isEmpty())
        editor.setExtraSelections(marks);
}

void applyMend(QPlainTextEdit& editor, const TextMend& mend)
{
    QTextCursor cursor(editor.document());
    cursor.setPosition(mend.position);
    cursor.setPosition(mend.position + mend.length, QTextCursor::KeepAnchor);
    cursor.insertText(mend.text);
}

} // namespace textbank
