#pragma once

#include "tests/support/spoke/SpokeStubDocument.h"
#include "tests/support/spoke/SpokeStubModel.h"

#include <QJsonObject>

namespace textbank {

struct SpokeMember
{
    QString name;
    QString type; ///< "[Contact!]!"
    QList<SpokeMember> arguments{};
};

struct SpokeType
{
    QList<SpokeMember> members{}; ///< In the order in which a server names them.
    bool input = false;

    const SpokeMember* member(const QString& name) const;
};

/// The types that a texter's client meets, and what GraphQL says of a document before anything of it is done.
class SpokeStubSchema
{
public:
    /// As these switches have it: a fork's members, none that an older server lacks.
    explicit SpokeStubSchema(const SpokeSwitches& switches);

    const SpokeType* type(const QString& name) const;
    /// Names of fields, arguments and variables, and their types; what is wrong, or empty.
    QString faultOf(const GraphOperation& operation) const;
    /// The values of variables; what is wrong, or empty.
    QString faultOf(const GraphOperation& operation, const QJsonObject& variables) const;
    /// The arguments of a field of a valid operation; what was not given is absent.
    static QJsonObject argumentsOf(const GraphField& field, const GraphOperation& operation,
                                   const QJsonObject& variables);
    static QString rootName(const GraphOperation& operation);

private:
    QString faultOfFields(const std::vector<GraphField>& fields, const QString& typeName,
                          const GraphOperation& operation, QStringList& used) const;
    QString faultOfArguments(const GraphField& field, const SpokeMember& member, const GraphOperation& operation,
                             QStringList& used) const;
    QString faultOfLiteral(const GraphLiteral& literal, const QString& type, const GraphOperation& operation,
                           QStringList& used) const;
    QString faultOfValue(const QJsonValue& value, const QString& type) const;

    QMap<QString, SpokeType> m_types;
};

} // namespace textbank
