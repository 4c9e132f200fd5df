#include "tests/simulation/SimOpenFile.h"

#include <algorithm>
#include <sqlite3.h>

namespace textbank::simulation {

void OpenFile::unlock(int level) { m_level = std::min(m_level, level); }

bool OpenFile::isReserved() const
{
    return std::any_of(m_node->open.begin(), m_node->open.end(),
                       [](const OpenFile* each) { return each->m_level >= SQLITE_LOCK_RESERVED; });
}

int OpenFile::othersLevel() const
{
    auto level = SQLITE_LOCK_NONE;
    for (const auto* each : m_node->open) {
        level = each == this ? level : std::max(level, each->m_level);
    }
    return level;
}

int OpenFile::lock(int level)
{
    if (level <= m_level) {
        return SQLITE_OK;
    }
    const auto others = othersLevel();
    if (level == SQLITE_LOCK_SHARED && others >= SQLITE_LOCK_PENDING) {
        return SQLITE_BUSY;
    }
    if (level >= SQLITE_LOCK_RESERVED && others >= SQLITE_LOCK_RESERVED) {
        return SQLITE_BUSY;
    }
    if (level == SQLITE_LOCK_EXCLUSIVE && others >= SQLITE_LOCK_SHARED) {
        m_level = SQLITE_LOCK_PENDING;
        return SQLITE_BUSY;
    }
    m_level = level;
    return SQLITE_OK;
}

int OpenFile::lockIndex(unsigned mask, int flags)
{
    if ((flags & SQLITE_SHM_UNLOCK) != 0) {
        m_shared &= ~mask;
        m_exclusive &= ~mask;
        return SQLITE_OK;
    }
    const auto exclusive = (flags & SQLITE_SHM_EXCLUSIVE) != 0;
    for (const auto* each : m_node->open) {
        if (each != this && ((each->m_exclusive | (exclusive ? each->m_shared : 0U)) & mask) != 0) {
            return SQLITE_BUSY;
        }
    }
    (exclusive ? m_exclusive : m_shared) |= mask;
    return SQLITE_OK;
}

int OpenFile::mapIndex(int region, int size, bool extend, void volatile** into)
{
    *into = nullptr;
    if (m_index == nullptr) {
        if (m_node->index == nullptr) {
            m_node->index = std::make_shared<std::vector<std::unique_ptr<char[]>>>();
        }
        m_index = m_node->index;
    }
    while (std::ssize(*m_index) <= region) {
        if (!extend) {
            return SQLITE_OK;
        }
        m_index->push_back(std::make_unique<char[]>(static_cast<std::size_t>(size)));
    }
    *into = m_index->at(static_cast<std::size_t>(region)).get();
    return SQLITE_OK;
}

void OpenFile::unmapIndex()
{
    m_index.reset();
    m_shared = 0;
    m_exclusive = 0;
    if (isAlive() && m_node->index.use_count() == 1) {
        m_node->index.reset();
    }
}

} // namespace textbank::simulation
