"""Этот репозиторий — обычный курс nbgrader: исходники заданий в solutions, остальное в _build."""

c = get_config()  # noqa: F821 — функцию даёт traitlets

c.CourseDirectory.course_id = "cnn"
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "_build/course/release"
c.CourseDirectory.submitted_directory = "_build/course/submitted"
c.CourseDirectory.autograded_directory = "_build/course/autograded"
c.CourseDirectory.feedback_directory = "_build/course/feedback"
c.CourseDirectory.db_url = "sqlite:///_build/course/gradebook.db"

c.ClearSolutions.code_stub = {
    "python": '# ВАШ КОД\nraise NotImplementedError("здесь должен быть ваш код")'
}
c.ClearSolutions.text_stub = "ВАШ ОТВЕТ"

# formgrader показывает присланное в браузере преподавателя: сценариям там не место.
c.HTMLExporter.sanitize_html = True
c.HTMLExporter.filters = {
    "clean_html": "autograder.results.pages.formgrader.clean",
    "strip_files_prefix": "autograder.results.pages.formgrader.clean",
}
