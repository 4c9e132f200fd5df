#include "tests/support/spoke/SpokeStubValue.h"

namespace textbank {

SpokeValue SpokeValue::object(Fields fields)
{
    SpokeValue value;
    value.m_fields = std::move(fields);
    return value;
}

SpokeValue SpokeValue::list(std::vector<SpokeValue> items)
{
    SpokeValue value;
    value.m_items = std::move(items);
    value.m_isList = true;
    return value;
}

SpokeValue SpokeValue::hole(const QString& message)
{
    auto value = failure(message);
    value.m_isHole = true;
    return value;
}

SpokeValue SpokeValue::failure(const QString& message)
{
    SpokeValue value;
    value.m_error = message;
    return value;
}

QJsonValue SpokeValue::picked(const GraphField& field, const GraphOperation& operation, const QJsonObject& variables,
                              SpokeErrors& errors) const
{
    if (isFailure()) {
        errors.all.append({m_error, errors.path});
        return QJsonValue::Null;
    }
    if (m_isList) {
        QJsonArray array;
        for (const auto& item : m_items) {
            errors.path.append(array.size());
            array.append(item.picked(field, operation, variables, errors));
            errors.path.removeLast();
        }
        return array;
    }
    return m_fields ? pickedOf(field.fields, m_fields, operation, variables, errors) : m_json;
}

QJsonValue SpokeValue::pickedOf(const std::vector<GraphField>& selection, const Fields& fields,
                                const GraphOperation& operation, const QJsonObject& variables, SpokeErrors& errors)
{
    QJsonObject object;
    for (const auto& field : selection) {
        if (field.name.isEmpty()) {
            const auto inner = pickedOf(field.fields, fields, operation, variables, errors).toObject();
            for (auto it = inner.begin(); it != inner.end(); ++it) {
                object.insert(it.key(), *it);
            }
            continue;
        }
        const SpokeAsked asked{field.name, field.alias, SpokeStubSchema::argumentsOf(field, operation, variables)};
        const auto value = fields(asked);
        errors.path.append(field.alias);
        object.insert(field.alias, value.picked(field, operation, variables, errors));
        errors.path.removeLast();
        if (value.m_isHole) {
            return QJsonValue::Null;
        }
    }
    return object;
}

} // namespace textbank
