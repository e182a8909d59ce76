// Every command with its keys, as a table that can be edited: Command, Group, Keys, Default.
//
// A combination that is taken, fixed or text input is refused; `refused` says by what. UI thread.

#pragma once

#include <QAbstractTableModel>
#include <QStringList>

namespace omni::ui {

class CommandRegistry;

class ShortcutsModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Command, Group, Keys, Default, ColumnCount };

    explicit ShortcutsModel(CommandRegistry& commands, QObject* parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    /// `value` is the sequence as portable text; empty takes the keys away.
    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;

signals:
    void refused(const QString& why);

private:
    void reload();

    CommandRegistry& m_commands;
    QStringList m_keys;
};

} // namespace omni::ui
