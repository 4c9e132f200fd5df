#include "tests/support/spoke/SpokeStubSchema.h"

#include "tests/support/spoke/SpokeStubTypes.h"

#include <QJsonArray>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

bool isScalar(const QString& name)
{
    static const QSet<QString> names{u"ID"_s,      u"String"_s, u"Int"_s,   u"Float"_s,
                                     u"Boolean"_s, u"Date"_s,   u"Phone"_s, u"JSON"_s};
    return names.contains(name);
}

QString bare(QString type) { return type.remove(QRegularExpression(u"[\\[\\]!]"_s)); }
bool isRequired(const QString& type) { return type.endsWith(u'!'); }
QString nullable(const QString& type) { return isRequired(type) ? type.chopped(1) : type; }
bool isList(const QString& type) { return nullable(type).startsWith(u'['); }
QString itemOf(const QString& type) { return nullable(type).mid(1).chopped(1); }

/// Whether a variable of this type may stand where the other is wanted.
bool fits(const QString& variable, const QString& wanted)
{
    if (isRequired(wanted) && !isRequired(variable)) {
        return false;
    }
    if (isList(wanted) != isList(variable)) {
        return false;
    }
    return isList(wanted) ? fits(itemOf(variable), itemOf(wanted)) : bare(variable) == bare(wanted);
}

/// What each kind of JSON value may stand for.
bool isOfScalar(const QJsonValue& value, const QString& type)
{
    if (type == u"JSON") {
        return true;
    }
    if (type == u"Int") {
        return value.isDouble() && value.toDouble() == value.toInt(); // NOLINT: whole numbers alone are equal
    }
    if (type == u"Float") {
        return value.isDouble();
    }
    if (type == u"Boolean") {
        return value.isBool();
    }
    return value.isString() || (type == u"ID" && value.isDouble());
}

QJsonValue jsonOf(const GraphLiteral& literal, const QJsonObject& variables)
{
    using Kind = GraphLiteral::Kind;
    switch (literal.kind) {
    case Kind::Variable:
        return variables.contains(literal.text) ? variables.value(literal.text) : QJsonValue(QJsonValue::Undefined);
    case Kind::Boolean:
        return literal.number > 0;
    case Kind::Int:
    case Kind::Float:
        return literal.number;
    case Kind::String:
    case Kind::Enum:
        return literal.text;
    case Kind::List: {
        QJsonArray list;
        for (const auto& [name, item] : literal.members) {
            list.append(jsonOf(item, variables));
        }
        return list;
    }
    case Kind::Object: {
        QJsonObject object;
        for (const auto& [name, item] : literal.members) {
            if (const auto value = jsonOf(item, variables); !value.isUndefined()) {
                object.insert(name, value);
            }
        }
        return object;
    }
    case Kind::Null:
        break;
    }
    return QJsonValue::Null;
}

} // namespace

const SpokeMember* SpokeType::member(const QString& name) const
{
    const auto found =
        std::find_if(members.begin(), members.end(), [&](const SpokeMember& member) { return member.name == name; });
    return found == members.end() ? nullptr : &*found;
}

SpokeStubSchema::SpokeStubSchema(const SpokeSwitches& switches)
    : m_types(spokeTypes())
{
    if (switches.fork) {
        m_types[u"MessageInput"_s].members.append({u"versionHash"_s, u"String"_s});
        m_types[u"MessageInput"_s].members.append({u"campaignVariableIds"_s, u"[ID]"_s});
    }
    for (const auto& name : switches.lacking) {
        m_types[name.section(u'.', 0, 0)].members.removeIf(
            [&](const SpokeMember& member) { return member.name == name.section(u'.', 1); });
    }
}

const SpokeType* SpokeStubSchema::type(const QString& name) const
{
    const auto found = m_types.constFind(name);
    return found == m_types.constEnd() ? nullptr : &*found;
}

QString SpokeStubSchema::rootName(const GraphOperation& operation)
{
    return operation.mutation ? u"RootMutation"_s : u"RootQuery"_s;
}

QString SpokeStubSchema::faultOf(const GraphOperation& operation) const
{
    for (const auto& variable : operation.variables) {
        const auto* found = type(bare(variable.type));
        if (!isScalar(bare(variable.type)) && (found == nullptr || !found->input)) {
            return u"Unknown type \"%1\"."_s.arg(bare(variable.type));
        }
    }
    QStringList used;
    if (const auto fault = faultOfFields(operation.fields, rootName(operation), operation, used); !fault.isEmpty()) {
        return fault;
    }
    for (const auto& variable : operation.variables) {
        if (!used.contains(variable.name)) {
            return u"Variable \"$%1\" is never used."_s.arg(variable.name);
        }
    }
    return {};
}

QString SpokeStubSchema::faultOfFields(const std::vector<GraphField>& fields, const QString& typeName,
                                       const GraphOperation& operation, QStringList& used) const
{
    for (const auto& field : fields) {
        if (field.name == u"__typename") {
            continue;
        }
        if (field.name.isEmpty()) {
            if (field.onType != typeName) {
                return u"Fragment cannot be spread here as objects of type \"%1\" can never be of type \"%2\"."_s.arg(
                    typeName, field.onType);
            }
            if (const auto fault = faultOfFields(field.fields, typeName, operation, used); !fault.isEmpty()) {
                return fault;
            }
            continue;
        }
        const auto* container = type(typeName);
        const auto* member = container == nullptr ? nullptr : container->member(field.name);
        if (member == nullptr) {
            return u"Cannot query field \"%1\" on type \"%2\"."_s.arg(field.name, typeName);
        }
        if (const auto fault = faultOfArguments(field, *member, operation, used); !fault.isEmpty()) {
            return fault;
        }
        const auto inner = bare(member->type);
        if (isScalar(inner) != field.fields.empty()) {
            return isScalar(inner)
                       ? u"Field \"%1\" must not have a selection since type \"%2\" has no subfields."_s.arg(
                             field.name, member->type)
                       : u"Field \"%1\" of type \"%2\" must have a selection of subfields."_s.arg(field.name,
                                                                                                  member->type);
        }
        if (const auto fault = faultOfFields(field.fields, inner, operation, used); !fault.isEmpty()) {
            return fault;
        }
    }
    return {};
}

QString SpokeStubSchema::faultOfArguments(const GraphField& field, const SpokeMember& member,
                                          const GraphOperation& operation, QStringList& used) const
{
    QStringList given;
    for (const auto& [name, literal] : field.arguments) {
        given.append(name);
        const auto found = std::find_if(member.arguments.begin(), member.arguments.end(),
                                        [&name = name](const SpokeMember& argument) { return argument.name == name; });
        if (found == member.arguments.end()) {
            return u"Unknown argument \"%1\" on field \"%2\"."_s.arg(name, field.name);
        }
        if (const auto fault = faultOfLiteral(literal, found->type, operation, used); !fault.isEmpty()) {
            return fault;
        }
    }
    for (const auto& argument : member.arguments) {
        if (isRequired(argument.type) && !given.contains(argument.name)) {
            return u"Field \"%1\" argument \"%2\" of type \"%3\" is required, but it was not provided."_s.arg(
                field.name, argument.name, argument.type);
        }
    }
    return {};
}

QString SpokeStubSchema::faultOfLiteral(const GraphLiteral& literal, const QString& type,
                                        const GraphOperation& operation, QStringList& used) const
{
    if (literal.kind == GraphLiteral::Kind::Variable) {
        used.append(literal.text);
        const auto found = std::find_if(operation.variables.begin(), operation.variables.end(),
                                        [&](const GraphVariable& variable) { return variable.name == literal.text; });
        if (found == operation.variables.end()) {
            return u"Variable \"$%1\" is not defined."_s.arg(literal.text);
        }
        const auto declared = found->standard && !isRequired(found->type) ? found->type + u'!' : found->type;
        return fits(declared, type) ? QString()
                                    : u"Variable \"$%1\" of type \"%2\" used in position expecting type \"%3\"."_s.arg(
                                          literal.text, found->type, type);
    }
    if (literal.kind == GraphLiteral::Kind::Null) {
        return isRequired(type) ? u"Expected value of type \"%1\", found null."_s.arg(type) : QString();
    }
    if (isList(type)) {
        if (literal.kind != GraphLiteral::Kind::List) {
            return faultOfLiteral(literal, itemOf(type), operation, used);
        }
        for (const auto& [name, item] : literal.members) {
            if (const auto fault = faultOfLiteral(item, itemOf(type), operation, used); !fault.isEmpty()) {
                return fault;
            }
        }
        return {};
    }
    const auto wrong = u"Expected value of type \"%1\", found %2."_s.arg(type, literal.text);
    if (isScalar(bare(type))) {
        static const QRegularExpression e164(u"^\\+[1-9]\\d{6,14}$"_s);
        if (bare(type) == u"Phone" && !e164.match(literal.text).hasMatch()) {
            return wrong;
        }
        return isOfScalar(jsonOf(literal, {}), bare(type)) && literal.kind != GraphLiteral::Kind::Enum ? QString()
                                                                                                       : wrong;
    }
    if (literal.kind != GraphLiteral::Kind::Object) {
        return wrong;
    }
    const auto& members = *m_types.constFind(bare(type));
    QStringList given;
    for (const auto& [name, item] : literal.members) {
        given.append(name);
        const auto* member = members.member(name);
        if (member == nullptr) {
            return u"Field \"%1\" is not defined by type \"%2\"."_s.arg(name, bare(type));
        }
        if (const auto fault = faultOfLiteral(item, member->type, operation, used); !fault.isEmpty()) {
            return fault;
        }
    }
    for (const auto& member : members.members) {
        if (isRequired(member.type) && !given.contains(member.name)) {
            return u"Field \"%1.%2\" of required type \"%3\" was not provided."_s.arg(bare(type), member.name,
                                                                                      member.type);
        }
    }
    return {};
}

QString SpokeStubSchema::faultOf(const GraphOperation& operation, const QJsonObject& variables) const
{
    for (const auto& variable : operation.variables) {
        if (!variables.contains(variable.name)) {
            if (isRequired(variable.type) && !variable.standard) {
                return u"Variable \"$%1\" of required type \"%2\" was not provided."_s.arg(variable.name,
                                                                                           variable.type);
            }
            continue;
        }
        if (const auto fault = faultOfValue(variables.value(variable.name), variable.type); !fault.isEmpty()) {
            return u"Variable \"$%1\" got invalid value; %2"_s.arg(variable.name, fault);
        }
    }
    return {};
}

QString SpokeStubSchema::faultOfValue(const QJsonValue& value, const QString& type) const
{
    if (value.isNull()) {
        return isRequired(type) ? u"Expected non-nullable type \"%1\" not to be null."_s.arg(type) : QString();
    }
    if (isList(type)) {
        if (!value.isArray()) {
            return faultOfValue(value, itemOf(type));
        }
        for (const auto& item : value.toArray()) {
            if (const auto fault = faultOfValue(item, itemOf(type)); !fault.isEmpty()) {
                return fault;
            }
        }
        return {};
    }
    if (isScalar(bare(type))) {
        return isOfScalar(value, bare(type)) ? QString() : u"%1 cannot represent the value."_s.arg(bare(type));
    }
    if (!value.isObject()) {
        return u"Expected type \"%1\" to be an object."_s.arg(bare(type));
    }
    const auto object = value.toObject();
    const auto& members = *m_types.constFind(bare(type));
    for (auto it = object.begin(); it != object.end(); ++it) {
        const auto* member = members.member(it.key());
        if (member == nullptr) {
            return u"Field \"%1\" is not defined by type \"%2\"."_s.arg(it.key(), bare(type));
        }
        if (const auto fault = faultOfValue(*it, member->type); !fault.isEmpty()) {
            return fault;
        }
    }
    for (const auto& member : members.members) {
        if (isRequired(member.type) && !object.contains(member.name)) {
            return u"Field \"%1\" of required type \"%2\" was not provided."_s.arg(member.name, member.type);
        }
    }
    return {};
}

QJsonObject SpokeStubSchema::argumentsOf(const GraphField& field, const GraphOperation& operation,
                                         const QJsonObject& variables)
{
    auto known = variables;
    for (const auto& variable : operation.variables) {
        if (variable.standard && !known.contains(variable.name)) {
            known.insert(variable.name, jsonOf(*variable.standard, {}));
        }
    }
    QJsonObject arguments;
    for (const auto& [name, literal] : field.arguments) {
        if (const auto value = jsonOf(literal, known); !value.isUndefined()) {
            arguments.insert(name, value);
        }
    }
    return arguments;
}

} // namespace textbank
