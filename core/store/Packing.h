#pragma once

#include "core/base/Clock.h"
#include "core/base/Id.h"
#include "core/model/PhoneNumber.h"
#include "core/store/Codec.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QDate>
#include <QList>
#include <QMap>
#include <QtEndian>
#include <bit>
#include <type_traits>

namespace textbank::codec {

/// In front of every packed value; a change of any layout needs another number.
inline constexpr quint8 kLayout = 6;

/// Packs values one after another: numbers big-endian, texts as UTF-8 after their length, lists after their count,
/// structs by their `fields`.
class Packer
{
public:
    Packer() { number(kLayout); }
    template<class T>
    void operator()(const T& value)
    {
        put(value);
    }
    /// A field that layouts before that one do not have.
    template<class T>
    void since(quint8 /*layout*/, const T& value)
    {
        put(value);
    }
    QByteArray bytes() const { return m_bytes; }

private:
    void put(const QString& text) { put(text.toUtf8()); }
    void put(const QByteArray& bytes)
    {
        number(static_cast<quint32>(bytes.size()));
        m_bytes.append(bytes);
    }
    void put(bool value) { number(static_cast<quint8>(value)); }
    void put(int value) { number(static_cast<qint32>(value)); }
    void put(qint64 value) { number(value); }
    void put(double value) { number(std::bit_cast<quint64>(value)); }
    void put(QDate value) { number(static_cast<qint64>(value.toJulianDay())); }
    void put(Instant value) { number(static_cast<qint64>(toMs(value))); }
    void put(const PhoneNumber& phone) { put(phone.e164()); }
    template<class Tag>
    void put(const Id<Tag>& id)
    {
        put(id.value);
    }
    template<class E>
    requires std::is_enum_v<E>
    void put(E value) { number(static_cast<quint8>(value)); }
    template<class T>
    void put(const QList<T>& list)
    {
        number(static_cast<quint32>(list.size()));
        for (const auto& one : list) {
            put(one);
        }
    }
    template<class K, class V>
    void put(const QMap<K, V>& map)
    {
        number(static_cast<quint32>(map.size()));
        for (auto it = map.cbegin(); it != map.cend(); ++it) {
            put(it.key());
            put(it.value());
        }
    }
    template<class T>
    requires requires(T& t, Packer& packer) { fields(t, packer); }
    void put(const T& value)
    {
        fields(const_cast<T&>(value), *this); // A packer only reads the fields.
    }
    template<class N>
    void number(N value)
    {
        const auto ordered = qToBigEndian(value);
        m_bytes.append(reinterpret_cast<const char*>(&ordered), sizeof ordered);
    }

    QByteArray m_bytes;
};

/// Reads what a Packer wrote; never past the end, and isSound() says in the end whether all of it made sense. `bytes`
/// must outlive it.
class Unpacker
{
public:
    explicit Unpacker(QByteArrayView bytes, Pool* pool = nullptr)
        : m_left(bytes)
        , m_pool(pool)
    {
        m_layout = number<quint8>();
        m_sound = m_layout >= 1 && m_layout <= kLayout;
    }
    template<class T>
    void operator()(T& value)
    {
        get(value);
    }
    /// Left as it is where the layout is an older one.
    template<class T>
    void since(quint8 layout, T& value)
    {
        if (m_layout >= layout) {
            get(value);
        }
    }
    void shared(QString& text)
    {
        get(text);
        text = m_pool != nullptr ? m_pool->shared(text) : text;
    }
    bool isSound() const { return m_sound && m_left.isEmpty(); }

private:
    void get(QString& text) { text = QString::fromUtf8(take(number<quint32>())); }
    void get(QByteArray& bytes) { bytes = take(number<quint32>()).toByteArray(); }
    void get(bool& value) { value = number<quint8>() != 0; }
    void get(int& value) { value = number<qint32>(); }
    void get(qint64& value) { value = number<qint64>(); }
    void get(double& value) { value = std::bit_cast<double>(number<quint64>()); }
    void get(QDate& value) { value = QDate::fromJulianDay(number<qint64>()); }
    void get(Instant& value) { value = instantFromMs(number<qint64>()); }
    void get(PhoneNumber& phone)
    {
        QString e164;
        get(e164);
        auto parsed = e164.isEmpty() ? Result<PhoneNumber>(PhoneNumber()) : PhoneNumber::fromE164(e164);
        m_sound = m_sound && parsed.has_value();
        phone = parsed.value_or({});
    }
    template<class Tag>
    void get(Id<Tag>& id)
    {
        get(id.value);
    }
    template<class E>
    requires std::is_enum_v<E>
    void get(E& value) { value = static_cast<E>(number<quint8>()); }
    template<class T>
    void get(QList<T>& list)
    {
        const auto size = count();
        list.clear();
        list.reserve(size);
        for (qsizetype i = 0; i < size && m_sound; ++i) {
            T one{};
            get(one);
            list.append(std::move(one));
        }
    }
    template<class K, class V>
    void get(QMap<K, V>& map)
    {
        map.clear();
        for (auto left = count(); left > 0 && m_sound; --left) {
            K key{};
            V value{};
            if constexpr (std::is_same_v<K, QString>) {
                shared(key);
            } else {
                get(key);
            }
            get(value);
            map.insert(std::move(key), std::move(value));
        }
    }
    template<class T>
    requires requires(T& t, Unpacker& unpacker) { fields(t, unpacker); }
    void get(T& value) { fields(value, *this); }
    /// Each of so many takes a byte at least: damage cannot make anybody reserve more than there is.
    qsizetype count()
    {
        const auto size = static_cast<qsizetype>(number<quint32>());
        m_sound = m_sound && size <= m_left.size();
        return m_sound ? size : 0;
    }
    QByteArrayView take(quint32 size)
    {
        m_sound = m_sound && static_cast<qsizetype>(size) <= m_left.size();
        if (!m_sound) {
            return {};
        }
        const auto taken = m_left.first(size);
        m_left = m_left.sliced(size);
        return taken;
    }
    template<class N>
    N number()
    {
        const auto raw = take(sizeof(N));
        return m_sound ? qFromBigEndian<N>(raw.data()) : N{};
    }

    QByteArrayView m_left;
    Pool* m_pool = nullptr;
    quint8 m_layout = 0;
    bool m_sound = true;
};

} // namespace textbank::codec
