#pragma once

#include <QJsonValue>
#include <QString>
#include <QStringList>
#include <optional>
#include <utility>
#include <vector>

namespace textbank {

/// A value as written in a GraphQL document.
struct GraphLiteral
{
    enum class Kind { Variable, Null, Boolean, Int, Float, String, Enum, List, Object };
    Kind kind = Kind::Null;
    QString text{};                                          ///< A variable's or an enum's name, a string.
    double number = 0;                                       ///< Of Int and Float; 1 for true.
    std::vector<std::pair<QString, GraphLiteral>> members{}; ///< Of an object; of a list, without names.
};

/// A field, or an inline fragment (then `name` is empty and `onType` what follows "on").
struct GraphField
{
    QString alias{}; ///< The name when none was given.
    QString name{};
    QString onType{};
    std::vector<std::pair<QString, GraphLiteral>> arguments{};
    std::vector<GraphField> fields{};
};

struct GraphVariable
{
    QString name;
    QString type; ///< "[String!]"
    std::optional<GraphLiteral> standard{};
};

struct GraphOperation
{
    bool mutation = false;
    QString name{};
    std::vector<GraphVariable> variables{};
    std::vector<GraphField> fields{};
};

/// As much of a GraphQL document as this product writes: operations, no named fragments, no directives.
struct GraphDocument
{
    std::vector<GraphOperation> operations{};
    QString error{}; ///< Why it cannot be read; empty when it can.

    static GraphDocument parse(const QString& text);
    /// Empty name: the only one.
    const GraphOperation* operation(const QString& name) const;
};

} // namespace textbank
