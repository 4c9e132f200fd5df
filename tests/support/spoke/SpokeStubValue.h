#pragma once

#include "tests/support/spoke/SpokeStubSchema.h"

#include <QJsonArray>
#include <functional>
#include <vector>

namespace textbank {

/// A field as somebody asked for it.
struct SpokeAsked
{
    QString name;
    QString alias;
    QJsonObject arguments{};

    QString text(const QString& argument) const { return arguments.value(argument).toString(); }
    int number(const QString& argument) const { return text(argument).toInt(); }
};

/// What failed, and where in the answer: names of fields and places in lists.
struct SpokeErrors
{
    struct Error
    {
        QString message;
        QJsonArray path;
    };
    QJsonArray path;
    QList<Error> all;
};

/// The answer to a field before its selection is looked at: a plain value, an object whose fields are asked for one by
/// one, a list, or an error.
class SpokeValue
{
public:
    using Fields = std::function<SpokeValue(const SpokeAsked&)>;

    SpokeValue() = default;
    SpokeValue(const QJsonValue& json) // NOLINT: so that a field is answered with what it is
        : m_json(json)
    {
    }
    SpokeValue(const QString& text) // NOLINT
        : m_json(text)
    {
    }
    SpokeValue(bool truth) // NOLINT
        : m_json(truth)
    {
    }
    SpokeValue(int number) // NOLINT
        : m_json(number)
    {
    }
    static SpokeValue object(Fields fields);
    static SpokeValue list(std::vector<SpokeValue> items);
    static SpokeValue failure(const QString& message);
    /// Null where none may be: the object around it is null too.
    static SpokeValue hole(const QString& message);

    bool isFailure() const { return !m_error.isEmpty(); }
    /// What the selection picks of it; an error ends as null and a line in `errors`.
    QJsonValue picked(const GraphField& field, const GraphOperation& operation, const QJsonObject& variables,
                      SpokeErrors& errors) const;
    /// The same for each field of a selection.
    static QJsonValue pickedOf(const std::vector<GraphField>& selection, const Fields& fields,
                               const GraphOperation& operation, const QJsonObject& variables, SpokeErrors& errors);

private:
    QJsonValue m_json = QJsonValue::Null;
    Fields m_fields;
    std::vector<SpokeValue> m_items;
    bool m_isList = false;
    QString m_error;
    bool m_isHole = false;
};

/// Null for an empty text.
inline SpokeValue orNull(const QString& text) { return text.isEmpty() ? SpokeValue() : SpokeValue(text); }

} // namespace textbank
