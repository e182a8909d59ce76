#include "tests/support/source_tree/layers.h"

#include <algorithm>
#include <array>
#include <regex>
#include <sstream>

namespace omni::tests {

namespace {

std::vector<std::string> wordsOf(const std::string& text)
{
    std::istringstream in(text);
    std::vector<std::string> words;
    for (std::string word; in >> word;) {
        words.push_back(word);
    }
    return words;
}

std::string folderOf(std::string_view path)
{
    const auto slash = path.rfind('/');
    return std::string(slash == std::string_view::npos ? std::string_view() : path.substr(0, slash));
}

/// 0 for base, 6 for app; 7 for what is on no floor.
std::size_t floorOf(std::string_view place)
{
    static const std::array<std::string_view, 7> floors{"base", "trade", "desk", "edge", "host", "ui", "app"};
    const auto name = place.substr(0, place.find('/'));
    return static_cast<std::size_t>(std::ranges::find(floors, name) - floors.begin());
}

/// The layers that one word behind a colon stands for.
std::vector<std::string> layersMeant(const Layers& layers, const std::string& word)
{
    std::vector<std::string> meant;
    if (word.ends_with("/*")) {
        const auto floor = word.substr(0, word.size() - 1);
        for (const auto& [layer, unused] : layers.allowed) {
            if (layer.starts_with(floor)) {
                meant.push_back(layer);
            }
        }
    } else if (const auto layer = layerOf(layers, word); !layer.empty()) {
        meant.push_back(layer);
    }
    return meant;
}

/// Does a walk along the arrows from `layer` come back to `goal`?
bool reaches(const Layers& layers, const std::string& layer, const std::string& goal, std::set<std::string>& seen)
{
    for (const auto& word : layers.allowed.at(layer)) {
        for (const auto& next : layersMeant(layers, word)) {
            if (next == goal || (next != layer && seen.insert(next).second && reaches(layers, next, goal, seen))) {
                return true;
            }
        }
    }
    return false;
}

} // namespace

Layers layersFromText(std::string_view text)
{
    static const std::regex form("^([a-z_/]+) *:(.*)$");
    Layers layers;
    std::istringstream in{std::string(text)};
    for (std::string line; std::getline(in, line);) {
        std::smatch parts;
        if (line.empty() || line.starts_with('#')) {
            continue;
        }
        if (!std::regex_match(line, parts, form)) {
            layers.faults.push_back("cannot be read: " + line);
        } else if (!layers.allowed.emplace(parts[1].str(), wordsOf(parts[2].str())).second) {
            layers.faults.push_back("stands twice: " + parts[1].str());
        }
    }
    return layers;
}

std::string insideCore(std::string_view path)
{
    return std::string(path.starts_with("core/") ? path.substr(5) : path);
}

std::string layerOf(const Layers& layers, std::string_view place)
{
    std::string path(place);
    while (!path.empty() && !layers.allowed.contains(path)) {
        path = folderOf(path);
    }
    return path;
}

bool isAllowed(const Layers& layers, const std::string& layer, std::string_view place)
{
    const auto target = layerOf(layers, place);
    const auto& words = layers.allowed.at(layer);
    return target == "base" || std::ranges::any_of(words, [&](const std::string& word) {
               if (word.ends_with("/*")) {
                   return !target.empty() && target.starts_with(word.substr(0, word.size() - 1));
               }
               return word.ends_with(".h") ? (place == word || place == folderOf(word)) : target == word;
           });
}

std::vector<std::string> faultsOfThePlan(const Layers& layers)
{
    auto faults = layers.faults;
    for (const auto& [layer, words] : layers.allowed) {
        for (const auto& word : words) {
            const auto meant = layersMeant(layers, word);
            if (meant.empty()) {
                faults.push_back(layer + " names " + word + ", which is no layer");
            }
            for (const auto& target : meant) {
                if (floorOf(target) > floorOf(layer)) {
                    faults.push_back(layer + " points up to " + target);
                }
            }
        }
        std::set<std::string> seen;
        // ui/shell may use all of ui, itself included; that is no circle.
        if (std::ranges::find(words, folderOf(layer) + "/*") == words.end() && reaches(layers, layer, layer, seen)) {
            faults.push_back(layer + " is part of a circle");
        }
    }
    return faults;
}

std::map<std::string, std::vector<std::string>> modulesOf(const std::filesystem::path& root)
{
    static const std::regex call("omni_module\\(\\s*([a-z0-9_/]+)([^)]*)\\)");
    std::map<std::string, std::vector<std::string>> modules;
    for (const std::string folder : {"core", "ui"}) {
        if (!std::filesystem::is_directory(root / folder)) {
            continue;
        }
        for (const auto& file : filesOf(root / folder)) {
            const auto text = file.filename() == "CMakeLists.txt" ? textOf(file) : std::string();
            std::smatch parts;
            if (!std::regex_search(text, parts, call)) {
                continue;
            }
            bool isDepends = false;
            auto& depends = modules[parts[1].str()];
            for (const auto& word : wordsOf(parts[2].str())) {
                if (word == "DEPENDS" || word == "PACKAGES" || word == "QT" || word == "APART") {
                    isDepends = word == "DEPENDS";
                } else if (isDepends) {
                    depends.push_back(word);
                }
            }
        }
    }
    return modules;
}

std::set<std::string> linkedBy(const std::map<std::string, std::vector<std::string>>& modules,
                               const std::string& module)
{
    std::set<std::string> linked{"base"};
    std::vector<std::string> open{module};
    while (!open.empty()) {
        const auto next = open.back();
        open.pop_back();
        if (const auto found = modules.find(next); linked.insert(next).second && found != modules.end()) {
            open.insert(open.end(), found->second.begin(), found->second.end());
        }
    }
    return linked;
}

std::string moduleOf(const std::map<std::string, std::vector<std::string>>& modules, std::string_view place)
{
    auto path = folderOf(place);
    while (!path.empty() && !modules.contains(path)) {
        path = folderOf(path);
    }
    return path;
}

} // namespace omni::tests
