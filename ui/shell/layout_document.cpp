#include "ui/shell/layout_document.h"

#include "ui/widgets/outside_text.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>

#include <algorithm>
#include <limits>
#include <utility>

namespace omni::ui {

namespace {

constexpr int deepest = 8;
constexpr std::size_t widest = 12;
constexpr int mostPanes = 64;
constexpr int largestSize = 100'000;

struct Reading {
    const IsPane& isPane;
    QStringList& notes;
    QSet<QString> seen;
};

QString groupName(LinkGroup group)
{
    switch (group) {
    case LinkGroup::None:
        return u"-"_qs;
    case LinkGroup::A:
        return u"A"_qs;
    case LinkGroup::B:
        return u"B"_qs;
    case LinkGroup::C:
        return u"C"_qs;
    }
    return {};
}

LinkGroup groupFrom(const QString& name)
{
    return name == u"-"_qs ? LinkGroup::None
        : name == u"B"_qs  ? LinkGroup::B
        : name == u"C"_qs  ? LinkGroup::C
                           : LinkGroup::A;
}

QJsonArray toJson(const QRect& rect)
{
    return {rect.x(), rect.y(), rect.width(), rect.height()};
}

QRect rectFrom(const QJsonValue& value)
{
    const QJsonArray four = value.toArray();
    const auto number = [&four](int at) { return std::clamp(four.at(at).toInt(), -largestSize, largestSize); };
    return four.size() == 4 ? QRect(number(0), number(1), number(2), number(3)) : QRect();
}

QJsonObject toJson(const LayoutNode& node)
{
    if (node.kind == LayoutNode::Kind::Stack) {
        QJsonArray panes;
        for (const PanePlace& place : node.panes) {
            QJsonObject one{{u"id"_qs, place.id}, {u"group"_qs, groupName(place.group)}};
            if (!place.instrument.isEmpty()) {
                one[u"instrument"_qs] = place.instrument;
            }
            if (!place.state.isEmpty()) {
                one[u"state"_qs] = place.state;
            }
            panes.append(one);
        }
        return {{u"stack"_qs, panes}, {u"front"_qs, node.front}};
    }
    QJsonArray sizes, children;
    for (const int size : node.sizes) {
        sizes.append(size);
    }
    for (const LayoutNode& child : node.children) {
        children.append(toJson(child));
    }
    return {{node.kind == LayoutNode::Kind::Row ? u"row"_qs : u"column"_qs, children}, {u"sizes"_qs, sizes}};
}

LayoutNode stackFrom(const QJsonObject& object, Reading& reading)
{
    LayoutNode node;
    for (const QJsonValue& value : object[u"stack"_qs].toArray()) {
        const QJsonObject one = value.toObject();
        PanePlace place;
        place.id = one[u"id"_qs].toString().left(64);
        if (place.id.isEmpty() || reading.seen.contains(place.id) || reading.seen.size() >= mostPanes) {
            continue;
        }
        if (!reading.isPane(paneKeyOf(place.id)) || !paneNumberOf(place.id)) {
            reading.notes.append(
                QCoreApplication::translate("layout", "This version has no pane \"%1\". It was left out.")
                    .arg(place.id));
            continue;
        }
        reading.seen.insert(place.id);
        place.group = groupFrom(one[u"group"_qs].toString());
        place.instrument = one[u"instrument"_qs].toString().left(128);
        place.state = one[u"state"_qs].toObject();
        node.panes.push_back(place);
    }
    node.front = std::clamp(object[u"front"_qs].toInt(), 0, std::max(0, static_cast<int>(node.panes.size()) - 1));
    return node;
}

LayoutNode nodeFrom(const QJsonObject& object, Reading& reading, int depth)
{
    const bool isRow = object.contains(u"row"_qs);
    if (depth >= deepest || (!isRow && !object.contains(u"column"_qs))) {
        return stackFrom(object, reading);
    }
    LayoutNode node;
    node.kind = isRow ? LayoutNode::Kind::Row : LayoutNode::Kind::Column;
    for (const QJsonValue& child : object[isRow ? u"row"_qs : u"column"_qs].toArray()) {
        if (node.children.size() < widest) {
            node.children.push_back(nodeFrom(child.toObject(), reading, depth + 1));
        }
    }
    for (const QJsonValue& size : object[u"sizes"_qs].toArray()) {
        node.sizes.append(std::clamp(size.toInt(), 0, largestSize));
    }
    return node;
}

LayoutNode tidiedNode(LayoutNode node)
{
    if (node.kind == LayoutNode::Kind::Stack) {
        node.front = std::clamp(node.front, 0, std::max(0, static_cast<int>(node.panes.size()) - 1));
        return node;
    }
    const bool hasSizes = node.sizes.size() == static_cast<qsizetype>(node.children.size());
    std::vector<LayoutNode> children;
    QList<int> sizes;
    for (std::size_t i = 0; i < node.children.size(); ++i) {
        LayoutNode child = tidiedNode(std::move(node.children[i]));
        if (!child.isEmpty()) {
            children.push_back(std::move(child));
            sizes.append(hasSizes ? node.sizes[static_cast<qsizetype>(i)] : 1);
        }
    }
    if (children.empty()) {
        return {};
    }
    if (children.size() == 1) {
        return std::move(children.front());
    }
    // A measure of nothing for all would hide everything.
    const bool isSane = hasSizes && std::all_of(sizes.begin(), sizes.end(), [](int size) { return size > 0; });
    node.children = std::move(children);
    node.sizes = isSane ? sizes : QList<int>();
    return node;
}

void collect(const LayoutNode& node, QStringList& ids)
{
    for (const PanePlace& place : node.panes) {
        ids.append(place.id);
    }
    for (const LayoutNode& child : node.children) {
        collect(child, ids);
    }
}

/// Those that make sense: a key that is none, a title that is none or stands there already are left out.
std::vector<OwnWorkspace> ownFrom(const QJsonArray& list)
{
    std::vector<OwnWorkspace> own;
    for (const QJsonValue& value : list) {
        const QJsonObject one = value.toObject();
        const OwnWorkspace read{one[u"key"_qs].toString(), workspaceTitleFrom(one[u"title"_qs].toString())};
        bool isKey = false;
        for (int number = 1; number <= mostOwnWorkspaces; ++number) {
            isKey = isKey || read.key == ownWorkspaceKey(number);
        }
        const bool isTaken = std::any_of(own.begin(), own.end(), [&read](const OwnWorkspace& other) {
            return other.key == read.key || other.title.compare(read.title, Qt::CaseInsensitive) == 0;
        });
        if (isKey && !read.title.isEmpty() && !isTaken) {
            own.push_back(read);
        }
    }
    return own;
}

} // namespace

QString paneKeyOf(const QString& id)
{
    return id.section(u'#', 0, 0);
}

std::optional<int> paneNumberOf(const QString& id)
{
    for (int number = 1; number <= mostOfAKind; ++number) {
        if (id == paneIdOf(paneKeyOf(id), number)) {
            return number;
        }
    }
    return std::nullopt;
}

QString paneIdOf(const QString& key, int number)
{
    return number == 1 ? key : key + u'#' + QString::number(number);
}

QString ownWorkspaceKey(int number)
{
    return u"own-"_qs + QString::number(number);
}

QString workspaceTitleFrom(const QString& typed)
{
    return outsideText(typed, longestWorkspaceTitle).simplified();
}

QJsonObject toJson(const WorkspaceLayout& layout)
{
    QJsonArray floating;
    for (const FloatingPlace& place : layout.floating) {
        floating.append(QJsonObject{{u"rect"_qs, toJson(place.rect)}, {u"panes"_qs, toJson(place.stack)}});
    }
    return {{u"root"_qs, toJson(layout.root)}, {u"floating"_qs, floating}};
}

QByteArray toJson(const LayoutDocument& document)
{
    QJsonObject workspaces, symbols;
    QJsonArray own;
    for (const OwnWorkspace& one : document.own) {
        own.append(QJsonObject{{u"key"_qs, one.key}, {u"title"_qs, one.title}});
    }
    for (const auto& [key, layout] : document.workspaces) {
        workspaces[key] = toJson(layout);
    }
    for (const auto& [group, name] : document.symbols) {
        symbols[group] = name;
    }
    const QJsonObject root{{u"layouts"_qs, LayoutDocument::version},
                           {u"current"_qs, document.current},
                           {u"window"_qs, toJson(document.window)},
                           {u"maximized"_qs, document.isMaximized},
                           {u"workspaces"_qs, workspaces},
                           {u"own"_qs, own},
                           {u"symbols"_qs, symbols},
                           {u"recent"_qs, QJsonArray::fromStringList(document.recent)}};
    return QJsonDocument(root).toJson(QJsonDocument::Indented);
}

WorkspaceLayout workspaceFromJson(const QJsonObject& object, const IsPane& isPane, QStringList& notes)
{
    Reading reading{isPane, notes, {}};
    WorkspaceLayout layout;
    layout.root = nodeFrom(object[u"root"_qs].toObject(), reading, 0);
    for (const QJsonValue& value : object[u"floating"_qs].toArray()) {
        const QJsonObject one = value.toObject();
        FloatingPlace place{rectFrom(one[u"rect"_qs]), stackFrom(one[u"panes"_qs].toObject(), reading)};
        if (!place.stack.isEmpty()) {
            layout.floating.push_back(std::move(place));
        }
    }
    return tidied(std::move(layout));
}

Result<LayoutDocument> layoutFromJson(const QByteArray& text, const IsPane& isPane, QStringList& notes)
{
    QJsonParseError fault;
    const QJsonDocument json = QJsonDocument::fromJson(text, &fault);
    if (fault.error != QJsonParseError::NoError || !json.isObject()) {
        return failure(Errc::Corrupt, fault.errorString().toStdString());
    }
    const QJsonObject root = json.object();
    const int version = root[u"layouts"_qs].toInt();
    if (version < 1 || !root[u"workspaces"_qs].isObject()) {
        return failure(Errc::Corrupt, "no layouts in it");
    }
    if (version > LayoutDocument::version) {
        return failure(Errc::Newer, "layouts of version " + std::to_string(version));
    }
    LayoutDocument document;
    document.current = root[u"current"_qs].toString();
    document.window = rectFrom(root[u"window"_qs]);
    document.isMaximized = root[u"maximized"_qs].toBool();
    const QJsonObject workspaces = root[u"workspaces"_qs].toObject();
    for (auto it = workspaces.begin(); it != workspaces.end(); ++it) {
        WorkspaceLayout layout = workspaceFromJson(it.value().toObject(), isPane, notes);
        if (!layout.root.isEmpty() || !layout.floating.empty()) {
            document.workspaces[it.key()] = std::move(layout);
        }
    }
    document.own = ownFrom(root[u"own"_qs].toArray());
    const QJsonObject symbols = root[u"symbols"_qs].toObject();
    for (auto it = symbols.begin(); it != symbols.end(); ++it) {
        document.symbols[it.key().left(1)] = it.value().toString().left(128);
    }
    for (const QJsonValue& id : root[u"recent"_qs].toArray()) {
        document.recent.append(id.toString().left(128));
    }
    return document;
}

WorkspaceLayout tidied(WorkspaceLayout layout)
{
    layout.root = tidiedNode(std::move(layout.root));
    return layout;
}

QRect ontoScreens(QRect window, const QList<QRect>& screens, QSize least)
{
    if (screens.isEmpty()) {
        return window;
    }
    const auto shared = [&window](const QRect& screen) {
        const QRect both = window & screen;
        return both.isEmpty() ? std::int64_t{0} : std::int64_t{both.width()} * both.height();
    };
    const auto way = [&window](const QRect& screen) {
        const QPoint apart = window.center() - screen.center();
        return std::int64_t{apart.x()} * apart.x() + std::int64_t{apart.y()} * apart.y();
    };
    const QRect* nearest = &screens.front();
    for (const QRect& screen : screens) {
        const std::int64_t a = shared(screen), b = shared(*nearest);
        if (a > b || (a == 0 && b == 0 && way(screen) < way(*nearest))) {
            nearest = &screen;
        }
    }
    const QSize size = window.size().expandedTo(least).boundedTo(nearest->size());
    const int x = std::clamp(window.x(), nearest->x(), nearest->x() + nearest->width() - size.width());
    const int y = std::clamp(window.y(), nearest->y(), nearest->y() + nearest->height() - size.height());
    return {QPoint(x, y), size};
}

QStringList paneIdsOf(const WorkspaceLayout& layout)
{
    QStringList ids;
    collect(layout.root, ids);
    for (const FloatingPlace& place : layout.floating) {
        collect(place.stack, ids);
    }
    return ids;
}

} // namespace omni::ui
