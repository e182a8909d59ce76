// One page of the settings window: a title, a sentence, and rows that edit the staged values.

#pragma once

#include "ui/dialogs/settings/staged.h"

#include <QBoxLayout>
#include <QString>
#include <QWidget>

#include <functional>

class QCheckBox;
class QComboBox;
class QFormLayout;

namespace omni::ui {
class CommandRegistry;
class EngineLink;
class Theme;
} // namespace omni::ui

namespace omni::ui::settings {

struct PageContext {
    EngineLink& engine;
    CommandRegistry& commands;
    Theme& theme;
    const Formats& formats;
    Staged& staged;
};

class Page : public QWidget
{
    Q_OBJECT

public:
    Page(QString key, const QString& title, const QString& sentence, const PageContext& context);

    [[nodiscard]] const QString& key() const noexcept
    {
        return m_key;
    }
    [[nodiscard]] QString title() const
    {
        return windowTitle();
    }
    /// Texts of its labels and controls, for the search field.
    [[nodiscard]] QStringList words() const;
    /// Not empty: something typed here cannot be; it is not applied.
    [[nodiscard]] virtual QString fault() const
    {
        return {};
    }
    /// Puts the staged values back where something is typed that cannot be. False: there is no such place.
    virtual bool dropFault()
    {
        return false;
    }

signals:
    void faultChanged();
    /// A deed that is not an edit: "first_run", "tour", "broker:KEY".
    void wanted(const QString& what);

protected:
    /// A box with rows "label  control".
    QFormLayout* addForm(const QString& head = {});
    QCheckBox* addSwitch(QFormLayout* form, const QString& text, bool UserChoices::*member);
    /// `options`: value and words.
    QComboBox* addChoice(QFormLayout* form, const QString& label, const QList<QPair<QString, QString>>& options,
                         QString UserChoices::*member);
    /// `beside`: stands after the field in its row.
    QComboBox* addNumber(QFormLayout* form, const QString& label, const QList<QPair<int, QString>>& options,
                         int UserChoices::*member, QWidget* beside = nullptr);
    /// A field wide enough to read, not as wide as the page.
    void addField(QFormLayout* form, const QString& label, QWidget* field, QWidget* beside = nullptr);
    /// A button as wide as its words.
    void addButton(QFormLayout* form, QWidget* button);
    void change(const std::function<void(UserChoices&)>& edit);
    /// Text fields take Ctrl+Z for their own letters; with `edit` the keys go to the window, which undoes what is
    /// staged.
    void leaveUndoToWindow(QWidget* edit);
    bool eventFilter(QObject* watched, QEvent* event) override;
    [[nodiscard]] QVBoxLayout* column() noexcept
    {
        return m_column;
    }

    PageContext m_context;

private:
    template<class Value>
    QComboBox* addBox(QFormLayout* form, const QString& label, const QList<QPair<Value, QString>>& options,
                      Value UserChoices::*member, QWidget* beside = nullptr);

    QString m_key;
    QVBoxLayout* m_column;
};

} // namespace omni::ui::settings
