#pragma once

#include "tests/simulation/SimDiskState.h"

namespace textbank::simulation {

/// One open file of one connection: its level of SQLite's lock, and its locks of the log's index.
class OpenFile
{
public:
    OpenFile(std::shared_ptr<DiskState> disk, std::shared_ptr<SimNode> node)
        : m_disk(std::move(disk))
        , m_node(std::move(node))
        , m_life(m_disk->life())
    {
        m_node->open.push_back(this);
    }
    ~OpenFile() { std::erase(m_node->open, this); }
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;

    DiskState& disk() const { return *m_disk; }
    const std::shared_ptr<SimNode>& node() const { return m_node; }
    quint64 life() const { return m_life; }
    bool isAlive() const { return m_disk->isAlive(m_life); }

    /// SQLite's own VFS syncs the folder with the first sync of a journal that it opened to write.
    bool syncsFolder() const { return m_syncsFolder; }
    void setSyncsFolder(bool on) { m_syncsFolder = on; }

    int lock(int level);
    void unlock(int level);
    bool isReserved() const;
    int lockIndex(unsigned mask, int flags);
    int mapIndex(int region, int size, bool extend, void volatile** into);
    void unmapIndex();

private:
    /// The highest level of all others.
    int othersLevel() const;

    std::shared_ptr<DiskState> m_disk;
    std::shared_ptr<SimNode> m_node;
    std::shared_ptr<std::vector<std::unique_ptr<char[]>>> m_index;
    quint64 m_life = 0;
    bool m_syncsFolder = false;
    int m_level = 0;
    unsigned m_shared = 0;
    unsigned m_exclusive = 0;
};

} // namespace textbank::simulation
